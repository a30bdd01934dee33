/** A mongod that knows one question: "hello", asked with TLS in the database's own protocol, read and written with MongoDB's own BSON. */
import { deserialize, serialize } from 'bson';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createServer, type TLSSocket } from 'node:tls';

export interface FakeMongod {
  readonly port: number;
  /** What it says of itself; undefined: nothing at all. */
  isPrimary: boolean | undefined;
  /** What it was asked. */
  readonly questions: object[];
  readonly close: () => Promise<void>;
}

/** An authority, and a certificate of it for that name and no other. */
export function certificateIn(folder: string, name: string): { readonly authority: string } {
  const at = (file: string) => join(folder, file);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  openssl('req', '-x509', ...key, '-subj', '/CN=authority', '-keyout', at('ca.key'), '-out', at('ca.crt'));
  writeFileSync(at('names'), `subjectAltName=DNS:${name}\n`);
  openssl('req', ...key.slice(0, 5), '-subj', `/CN=${name}`, '-keyout', at('server.key'), '-out', at('server.csr'));
  const sign = ['-CA', at('ca.crt'), '-CAkey', at('ca.key'), '-CAcreateserial', '-days', '2', '-extfile', at('names')];
  openssl('x509', '-req', '-in', at('server.csr'), ...sign, '-out', at('server.crt'));
  return { authority: at('ca.crt') };
}

export async function fakeMongod(folder: string): Promise<FakeMongod> {
  const key = readFileSync(join(folder, 'server.key'));
  const cert = readFileSync(join(folder, 'server.crt'));
  const sockets = new Set<TLSSocket>();
  const server = createServer({ key, cert }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (message: Buffer) => {
      if (message.readInt32LE(0) !== message.length || message.readInt32LE(12) !== 2013 || message[20] !== 0) return socket.destroy();
      mongod.questions.push(deserialize(message.subarray(21)));
      if (mongod.isPrimary === undefined) return undefined;
      const body = serialize({
        topologyVersion: { counter: 7 },
        hosts: ['app-1:27017'],
        setName: 'ordination',
        isWritablePrimary: mongod.isPrimary,
        ok: 1,
      });
      const head = Buffer.alloc(21);
      head.writeInt32LE(21 + body.length, 0);
      head.writeInt32LE(message.readInt32LE(4), 8);
      head.writeInt32LE(2013, 12);
      const answer = Buffer.concat([head, body]);
      // In two parts, as a network may deliver it.
      socket.write(answer.subarray(0, 30));
      setImmediate(() => socket.write(answer.subarray(30)));
      return undefined;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const mongod: FakeMongod = {
    port: (server.address() as AddressInfo).port,
    isPrimary: false,
    questions: [],
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
  return mongod;
}
