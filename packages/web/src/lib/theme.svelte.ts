/** Light or dark: as the system says, until somebody chooses. The choice is kept in this browser, if it lets us. */
const key = 'theme';

let chosen = $state<'light' | 'dark'>();
let isSystemDark = $state(false);

export const theme = {
  get isDark() {
    return chosen === undefined ? isSystemDark : chosen === 'dark';
  },
  /** Watches the system; returns how to stop. What was chosen before stands in the html element already (app.html). */
  follow(): () => void {
    const { theme: kept } = document.documentElement.dataset;
    if (kept === 'light' || kept === 'dark') chosen = kept;
    const media = matchMedia('(prefers-color-scheme: dark)');
    const read = () => (isSystemDark = media.matches);
    read();
    media.addEventListener('change', read);
    return () => media.removeEventListener('change', read);
  },
  toggle(): void {
    chosen = theme.isDark ? 'light' : 'dark';
    document.documentElement.dataset.theme = chosen;
    try {
      localStorage.setItem(key, chosen);
    } catch {
      // A browser that keeps nothing shows the choice until the next visit: nothing is lost that anybody would miss.
    }
  },
};
