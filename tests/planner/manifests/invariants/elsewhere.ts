/** The numbers that no test of texts can show: which test with the real tool shows them, or why they cannot hold here. */

export type Elsewhere =
  | {
      readonly number: number;
      /** From the root of the repository. */
      readonly shownBy: string;
      /** A part of the test's name, as it stands in that file. */
      readonly name: string;
    }
  | { readonly number: number; readonly impossible: string };

/** Sorted by number. */
export const elsewhere: readonly Elsewhere[] = [
  { number: 20, shownBy: 'tests/manifests/firewall-packets.test.ts', name: 'everybody reaches exactly what the table says' },
  { number: 55, shownBy: 'tests/manifests/blue-green-kill.test.ts', name: 'it is as if nothing had happened' },
  {
    number: 56,
    shownBy: 'tests/manifests/blue-green.test.ts',
    name: 'three switches under load fail no request, of at least ten thousand',
  },
  { number: 63, shownBy: 'tests/manifests/hardening-ssh.test.ts', name: 'sshd of %s lets in' },
  { number: 65, shownBy: 'tests/manifests/hardening-fail2ban.test.ts', name: 'has the jails of the table' },
];
