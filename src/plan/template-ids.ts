/** The same workload keeps its template under one name, so that going back finds the pods which are still there. */
export const baseTemplate = 'base';
export const headTemplate = 'head';
