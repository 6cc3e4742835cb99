"""The application on the desktop: the command line, the native runtime and painting from Python."""
