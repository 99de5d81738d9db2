// Replaces react-devtools-core in the bundle. Ink uses that package only during development.
export default {};
