/** `ordiplan serve`: the built site on the loopback address, until it is interrupted. */
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { Command } from './command.ts';
import { fault } from './faults.ts';
import { countFlag } from './flags.ts';
import { done, type Outcome } from './outcome.ts';

const usualPort = 4173;
const mostPort = 65_535;

export const serve: Command = {
  name: 'serve',
  usage: '[FOLDER] [--port N]',
  about: {
    de: 'Die gebaute Seite auf http://127.0.0.1 zeigen, nur für diesen Rechner',
    en: 'Show the built site on http://127.0.0.1, for this machine only',
  },
  takesScenario: false,
  flags: [
    {
      name: 'port',
      value: 'N',
      about: { de: `sonst: ${usualPort}; 0: irgendein freier`, en: `default: ${usualPort}; 0: any that is free` },
    },
  ],
  words: { names: ['FOLDER'], least: 0, completes: 'folder' },
  examples: ['ordiplan serve', 'ordiplan serve packages/web/build --port 8080'],
  run: async ({ values, words: [stated], language }): Promise<Outcome> => {
    const port = countFlag('port', values.port, { least: 0, most: mostPort, otherwise: usualPort });
    const folder = stated ?? builtSite();
    if (!existsSync(join(folder, 'index.html'))) throw fault('cli.no-site', { folder });
    const { default: sirv } = await import('sirv');
    const site = sirv(folder, {
      etag: true,
      gzip: true,
      setHeaders: (response) => response.setHeader('x-content-type-options', 'nosniff'),
    });
    const server = createServer((request, response) => site(request, response, () => void response.writeHead(404).end('404\n')));
    await new Promise<void>((resolve, reject) => {
      server.once('error', ({ code = '' }: NodeJS.ErrnoException) => reject(fault('cli.port', { port, reason: code, next: port + 1 })));
      server.listen(port, '127.0.0.1', resolve);
    });
    const address = server.address();
    const at = typeof address === 'object' && address ? address.port : port;
    process.stdout.write(`http://127.0.0.1:${at}/\n`);
    process.stderr.write(`${language === 'de' ? 'Beenden mit Strg+C.' : 'Ctrl+C ends it.'}\n`);
    await new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    return done('');
  },
};

/** Beside the program: in the repository, or below the folder where it is called. */
function builtSite(): string {
  const places = [join(import.meta.dirname, '../../web/build'), 'packages/web/build', 'build'];
  return places.find((place) => existsSync(join(place, 'index.html'))) ?? places[1]!;
}
