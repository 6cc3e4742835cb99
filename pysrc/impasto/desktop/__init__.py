"""The application on the desktop: the command line and the native runtime."""
