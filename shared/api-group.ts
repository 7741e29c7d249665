// The one group of a large API's operations that has no name of its own.

/** Of what has neither a tag nor a path that says anything, and of what is in none of the first groups. */
export const restGroup = '…'
