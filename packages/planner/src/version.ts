/** The version of this planner, as it is written into files and results. */
export const plannerVersion = '0.1.0';
