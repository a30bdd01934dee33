/** What a command hands back: text for the streams and the exit code. Only ordiplan.ts touches the process. */

/** 0 done · 1 fault of the program, its data or a vendor's answer · 2 wrong input · 3 a check found errors. */
export type ExitCode = 0 | 1 | 2 | 3;

export interface Outcome {
  readonly stdout: string;
  readonly stderr?: string;
  readonly code: ExitCode;
}

export function done(stdout: string): Outcome {
  return { stdout, code: 0 };
}
