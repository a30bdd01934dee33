/** The day of the build, ISO. Set by vite.config.ts. */
declare const __BUILD_DAY__: string;
