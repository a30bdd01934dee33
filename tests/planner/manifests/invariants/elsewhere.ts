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
];
