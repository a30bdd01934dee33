/** Asks the database of the same server whether it is the primary: the question that decides who is in charge of a pair. */
import { paths, ports } from './names.ts';
import { secretFiles } from './secrets.ts';
import type { Host } from './site.ts';

export const helloPath = `${paths.databaseScripts}/hello.cjs` as const;

/** Seconds after which a silent database counts as one that does not lead. */
const patienceSeconds = 3;

/**
 * A module for Node and a command. It speaks the wire protocol itself: a mongosh for each look would take a whole second of a
 * core, one that stays 150 MB; this takes the one message that needs neither a driver nor a password.
 */
export function helloModule({ name }: Host): string {
  return `\
'use strict';
// Whether the database on this server is the primary of its replica set. As a command: 0 if it is, 1 if not, 2 if it does not answer.
const { readFileSync } = require('node:fs');
const { connect } = require('node:tls');

// {hello: 1, $db: "admin"} as the database's own protocol writes it (OP_MSG with one BSON document).
const text = '\\x10hello\\0\\x01\\0\\0\\0' + '\\x02$db\\0\\x06\\0\\0\\0admin\\0' + '\\0';
const question = Buffer.alloc(21 + 4 + text.length);
question.writeInt32LE(question.length, 0);
question.writeInt32LE(1, 4);
question.writeInt32LE(2013, 12);
question.writeInt32LE(4 + text.length, 21);
question.write(text, 25, 'latin1');
const field = Buffer.from('\\x08isWritablePrimary\\0', 'latin1');

/** True or false as the database says it; an error if it does not say it in time. */
exports.isPrimary = () =>
  new Promise((resolve, reject) => {
    const host = { host: '127.0.0.1', port: ${ports.database}, servername: '${name}', ca: readFileSync('${secretFiles.databaseAuthority}') };
    const socket = connect(host, () => socket.write(question));
    const stop = (error) => socket.destroy(error);
    // From the start to the whole answer, however slowly it drips.
    const limit = setTimeout(() => stop(new Error('the database has not answered within ${patienceSeconds} seconds')), ${patienceSeconds}000);
    let answer = Buffer.alloc(0);
    socket.on('error', reject);
    socket.on('close', () => {
      clearTimeout(limit);
      reject(new Error('the database has closed the connection'));
    });
    socket.on('data', (part) => {
      answer = Buffer.concat([answer, part]);
      if (answer.length < 4 || answer.length < answer.readInt32LE(0)) return;
      const at = answer.indexOf(field);
      if (at < 0) return stop(new Error('the answer of the database does not say whether it is the primary'));
      resolve(answer[at + field.length] === 1);
      stop();
    });
  });

if (require.main === module) {
  exports.isPrimary().then(
    (isPrimary) => {
      process.exitCode = isPrimary ? 0 : 1;
    },
    (error) => {
      console.error(error.message);
      process.exitCode = 2;
    },
  );
}
`;
}
