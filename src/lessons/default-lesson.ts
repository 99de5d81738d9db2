/** The lesson that opens without an argument. The file is apart from the lessons, so that it loads none of them. */
export const defaultLesson = 'lecture';
