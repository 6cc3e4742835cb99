"""The running application: events in, effects out."""
