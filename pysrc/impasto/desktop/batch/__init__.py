"""Many photographs in many styles: which there are, what is made of them, by whom, and what was made already."""
