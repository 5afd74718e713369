"""The pictures: SVG that follows the page's colours, each with a title and a description."""
