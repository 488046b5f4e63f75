// Loaded before anything else of a process under test: notes whatever it connects to or looks up.
import { appendFileSync } from 'node:fs';
import dgram from 'node:dgram';
import dns from 'node:dns';
import net from 'node:net';

const file = process.env.WATCHED_CONNECTIONS;
const note = (kind, target) => appendFileSync(file, `${JSON.stringify({ kind, target })}\n`);

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...args) {
  // net.connect hands its arguments on normalised, as one array.
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  const options =
    typeof first === 'object' && first !== null ? first : { port: first, host: typeof second === 'string' ? second : undefined };
  note(
    'connect',
    options.path ??
      (typeof first === 'string' && Number.isNaN(Number(first)) ? first : `${options.host ?? 'localhost'}:${options.port}`),
  );
  return connect.apply(this, args);
};

for (const owner of [dns, dns.promises]) {
  for (const name of Object.keys(owner).filter((key) => /^(?:lookup|resolve)/.test(key) && typeof owner[key] === 'function')) {
    const plain = owner[name];
    owner[name] = function (host, ...rest) {
      if (!['localhost', '127.0.0.1', '::1'].includes(host)) note(`dns ${name}`, String(host));
      return plain.call(this, host, ...rest);
    };
  }
}

const { send } = dgram.Socket.prototype;
dgram.Socket.prototype.send = function (...args) {
  note('datagram', String(args.find((arg) => typeof arg === 'string')));
  return send.apply(this, args);
};
