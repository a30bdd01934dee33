/** The part of the address that carries the scenario. Small on purpose: the menu needs it, and the menu is on every first screen. */
let query = $state('');

export const address = {
  /** Without the question mark; empty while the page shows its example. */
  get query() {
    return query;
  },
  set query(text: string) {
    query = text;
  },
};
