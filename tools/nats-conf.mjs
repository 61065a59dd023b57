/** The configuration of a development nats-server: limits, and for each user only what it needs. */
import 'reflect-metadata';
import { durableOf, SERVICES, streamOf, TOPOLOGY } from '@pitlane/contracts';

/** @typedef {import('@pitlane/contracts').ServiceName} ServiceName */
/** @typedef {{ publish: string[], subscribe: string[] }} Permissions */

/**
 * A service publishes its own events and pulls through the durables made for it. It can neither make nor alter a stream.
 * @param {ServiceName} service
 * @param {readonly ServiceName[]} sources
 * @returns {Permissions}
 */
function servicePermissions(service, sources) {
  const own = streamOf(service);
  const publish = [`evt.${service}.>`, '$JS.API.INFO', `$JS.API.STREAM.INFO.${own}`, `$JS.API.STREAM.MSG.GET.${own}`];
  for (const source of sources) {
    const [stream, durable] = [streamOf(source), durableOf(service, source)];
    if (stream !== own) publish.push(`$JS.API.STREAM.INFO.${stream}`);
    publish.push(
      `$JS.API.CONSUMER.INFO.${stream}.${durable}`,
      `$JS.API.CONSUMER.MSG.NEXT.${stream}.${durable}`,
      `$JS.ACK.${stream}.${durable}.>`,
    );
  }
  return { publish, subscribe: [`_INBOX_${service}.>`] };
}

/** @type {Permissions} makes the streams and durables */
const PROVISIONER = { publish: ['$JS.API.>'], subscribe: ['_INBOX_provisioner.>'] };

/**
 * What an outside system needs: of each source one durable of its own name, which it may make, read and remove.
 * The name stands in each subject: it can't touch the durable of another.
 * @param {string} user
 * @returns {string[]} subjects to publish to
 */
function ownDurables(user) {
  return SERVICES.flatMap((source) => {
    const name = `${streamOf(source)}.${durableOf(user, source)}`;
    return [
      `$JS.API.CONSUMER.CREATE.${name}.evt.${source}.>`,
      ...['INFO', 'MSG.NEXT', 'DELETE'].map((action) => `$JS.API.CONSUMER.${action}.${name}`),
      `$JS.ACK.${name}.>`,
    ];
  });
}

/** @type {Permissions} tests and tools: hears every event, reads every stream, changes nothing but its own durables */
const OBSERVER = {
  publish: [
    '$JS.API.INFO',
    '$JS.API.STREAM.INFO.*',
    '$JS.API.STREAM.LIST',
    '$JS.API.STREAM.NAMES',
    '$JS.API.STREAM.MSG.GET.*',
    '$JS.API.CONSUMER.INFO.*.*',
    '$JS.API.CONSUMER.LIST.*',
    '$JS.API.CONSUMER.NAMES.*',
    ...ownDurables('observer'),
  ],
  subscribe: ['evt.>', '$JS.EVENT.ADVISORY.>', '_INBOX_observer.>'],
};

const services = /** @type {[ServiceName, readonly ServiceName[]][]} */ (Object.entries(TOPOLOGY));
/** @type {Record<string, Permissions>} by user name */
const PERMISSIONS = {
  ...Object.fromEntries(services.map(([service, sources]) => [service, servicePermissions(service, sources)])),
  provisioner: PROVISIONER,
  observer: OBSERVER,
};

/** The same on every server, also in `deploy/nats/base.conf`. */
export const NATS_LIMITS = ['max_payload: 256KB', 'write_deadline: "10s"', 'ping_interval: "20s"'];

/** Every user: the services, `provisioner` and `observer`. */
export const NATS_USERS = Object.keys(PERMISSIONS);

/** The users of a cluster. Whoever may make a durable, as `observer` may, can have events delivered to any subject. */
export const CLUSTER_USERS = NATS_USERS.filter((user) => user !== 'observer');

/**
 * @param {Record<string, string>} passwords by name of the users that there shall be
 * @returns {{ user: string, password: string, permissions: Permissions }[]} as nats-server takes them
 * @throws Error when a password is empty, or nobody knows the user
 */
export function natsUsers(passwords) {
  return Object.entries(passwords).map(([user, password]) => {
    const permissions = PERMISSIONS[user];
    if (!password || !permissions) throw new Error(`The NATS user ${user} has no password, or no rights.`);
    return { user, password, permissions };
  });
}

/**
 * @param {object} options
 * @param {Record<string, string>} options.passwords by name of the users that there shall be
 * @param {string} [options.maxFile] of all streams together
 * @returns {string} text of a nats-server configuration; address, ports and folder come from the command line
 * @throws Error when a user has no password
 */
export function natsConf({ passwords, maxFile = '2GB' }) {
  return [
    'server_name: pitlane',
    ...NATS_LIMITS,
    `jetstream { max_file: ${maxFile}, max_mem: 64MB }`,
    `authorization { users: ${JSON.stringify(natsUsers(passwords), null, 2)} }`,
    '',
  ].join('\n');
}
