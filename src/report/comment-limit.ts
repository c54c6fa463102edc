/** GitHub takes 65,536 characters; the rest is left for the marker line and for counting otherwise than we do. */
export const commentLimit = 60_000;
