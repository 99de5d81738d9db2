/** The text of a file, with the suffix ?raw behind its path. */
declare module '*?raw' {
  const text: string;
  export default text;
}
