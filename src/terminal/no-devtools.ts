// Ink imports react-devtools-core only while developing; the bundle gets this in its place.
export default {};
