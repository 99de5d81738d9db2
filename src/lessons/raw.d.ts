/** An import path with the suffix ?raw gives the text of the file. */
declare module '*?raw' {
  const text: string;
  export default text;
}
