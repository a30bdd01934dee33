/** Programs read the same JSON from the command line and from the site. */
export { toJson } from '@ordiplan/planner';
