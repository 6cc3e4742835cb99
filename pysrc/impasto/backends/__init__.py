"""What runs the networks: what is known of WebGPU, WebGL and the processor, and how they are told apart."""
