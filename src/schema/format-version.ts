/** The version of the plan's JSON: a new field raises the minor number, a new meaning the major one. */
export const formatVersion = '1.0';
