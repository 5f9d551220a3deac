"""Reusable Qt widgets: plain values in, signals out."""
