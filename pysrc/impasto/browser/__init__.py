"""The application in a page: all that imports ``js`` or ``pyodide``."""
