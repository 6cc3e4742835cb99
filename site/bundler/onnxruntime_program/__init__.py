"""What the browser gets of onnxruntime."""
