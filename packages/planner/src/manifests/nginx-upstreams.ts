/** Where nginx sends requests: to the live colour, and while that does not answer, to the other servers of the cell. */
import { paths, ports } from './names.ts';
import type { Directive } from './nginx-print.ts';
import type { Cell, Host } from './site.ts';

/** Requests of practices; fall back to the other server where there is one. */
export const liveUpstream = 'live';
/** The software of this server and no other. */
export const localUpstream = 'local';
export const peersUpstream = 'peers';
export const challengesUpstream = 'challenges';

/** A server block of this nginx that forwards with TLS: an upstream cannot speak it to one of its servers alone. */
export const peerSocket = '/run/nginx-peer.sock';

/** For how long a connection to the software is used, and for how long an idle one is kept. */
const useSeconds = 4;
const idleSeconds = 4;

/**
 * Seconds after a switch until nginx has left the former colour by itself, so that no request meets a connection that
 * the software is closing: the last request comes at most this long after the connection was opened, and a bit for the clock.
 */
export const drainSeconds = useSeconds + idleSeconds + 2;

/** The other app servers of the cell. */
export function othersOf(self: Host, { apps }: Cell): readonly Host[] {
  return apps.filter((host) => host !== self);
}

/** Whether this server answers through another one while its own software is down; a load balancer leaves it out instead. */
export function fallsBack(self: Host, cell: Cell): boolean {
  return cell.balancer === undefined && othersOf(self, cell).length > 0;
}

export function upstreams(self: Host, cell: Cell): Directive[] {
  const others = othersOf(self, cell);
  const toOthers = (port: number) => others.map(({ privateIp }) => server(`${privateIp}:${port}`));
  const isBackedUp = fallsBack(self, cell);
  const live = server(`unix:${paths.liveSocket}`);
  return [
    [
      `upstream ${liveUpstream}`,
      [
        live,
        ...(isBackedUp ? [server(`unix:${peerSocket}`, ' backup')] : []),
        ['keepalive', '32'],
        ['keepalive_time', `${useSeconds}s`],
        ['keepalive_timeout', `${idleSeconds}s`],
      ],
    ],
    // Keeps no connections: a check reaches the colour that is live at this moment.
    [`upstream ${localUpstream}`, [live]],
    ...(isBackedUp ? [[`upstream ${peersUpstream}`, toOthers(ports.peer)] as const] : []),
    ...(others.length > 0 ? [[`upstream ${challengesUpstream}`, toOthers(ports.health)] as const] : []),
  ];
}

/** One that failed is tried again after three seconds. */
function server(address: string, more = ''): Directive {
  return ['server', `${address} fail_timeout=3s${more}`];
}
