import { join } from 'node:path';
import { SERVICES } from '@pitlane/contracts';
import { Stores } from '@pitlane/platform';
import { ofKind, podsOf, render } from './manifests.mjs';
import { refusedBySchema, unknownFields } from './models.mjs';
import { wrongSizes } from './nats.mjs';
import { freePods, frailServices, openNetwork, unboundedContainers, unprobedContainers } from './policies.mjs';
import { danglingPods, deadEnds, emptySelectors } from './references.mjs';
import { ROOT } from './run.mjs';
import { wrongMigrationSettings, wrongProvisionerSettings, wrongSettings } from './settings.mjs';

const OVERLAY = 'deploy/k8s/overlays/example';
const GIBIBYTE = 2 ** 30;

const manifests = () => render(OVERLAY);

const SECRETS = '/run/secrets/pitlane/';

/** @param {string} name of a secret setting @returns {string} what could stand in its file */
const secretOf = (name) =>
  name.endsWith('_URL') ? 'postgres://role:secret-of-role@database/name?sslmode=verify-full' : `secret-${name}`;

/** Secrets come from mounted files; a stand-in takes the place of each. @param {[string, string]} variable @returns {[string, string]} */
const standIn = ([name, value]) => {
  const setting = name.replace(/_FILE$/, '');
  return value === `${SECRETS}${setting}` ? [setting, secretOf(setting)] : [name, value];
};

/** @param {import('./manifests.mjs').Fields} container @returns {Record<string, string>} its variables, with stand-ins for secrets */
function variablesOf({ env = [], envFrom = [] }) {
  const configMaps = Object.fromEntries(
    ofKind(manifests(), 'ConfigMap').map(({ metadata, data }) => [metadata.name, data]),
  );
  const own = env.map(({ name, value, valueFrom }) => {
    const { configMapKeyRef: reference } = valueFrom ?? {};
    return [name, value ?? configMaps[reference?.name]?.[reference?.key]];
  });
  const all = Object.assign(
    {},
    ...envFrom.map(({ configMapRef }) => configMaps[configMapRef.name]),
    Object.fromEntries(own),
  );
  return Object.fromEntries(Object.entries(all).map(standIn));
}

/** @returns {string[]} pods that have a secret in their environment, where every crash report shows it */
function secretsInTheOpen() {
  const allowed = ['NATS_PASSWORD_route']; // nats-server takes it from nowhere else
  return podsOf(manifests()).flatMap(({ owner, spec }) =>
    (spec.containers[0].env ?? [])
      .filter(({ name, valueFrom }) => valueFrom?.secretKeyRef && !allowed.includes(name))
      .map(({ name }) => `${owner}: ${name}`),
  );
}

/** @param {string} owner e.g. "Deployment parts" */
function settingsOf(owner) {
  const container = podsOf(manifests()).find((pod) => pod.owner === owner)?.spec.containers[0];
  if (!container) throw new Error(`${owner} is missing.`);
  return variablesOf(container);
}

/** @returns {string[]} */
function wrongSizesOfCluster() {
  const [nats] = ofKind(manifests(), 'StatefulSet');
  const storage = nats?.spec.volumeClaimTemplates[0].spec.resources.requests.storage;
  const streamBytes = Number(settingsOf('Deployment provisioner')['STREAM_MAX_BYTES']);
  return wrongSizes('cluster.conf', streamBytes, Number.parseInt(storage, 10) * GIBIBYTE);
}

/** @returns {string[]} programs of the image that no pod, or the wrong one, runs */
function wrongPrograms() {
  const programs = podsOf(manifests()).map(({ owner, spec }) => `${owner}: ${spec.containers[0].args?.join(' ')}`);
  const wanted = SERVICES.flatMap((service) => [
    `Deployment ${service}: apps/${service}/dist/main.js`,
    `Job ${service}-migration: apps/${service}/dist/main.js migrate`,
  ]);
  return wanted.filter((program) => !programs.includes(program)).map((program) => `missing: ${program}`);
}

/** @returns {string[]} */
function wrongStores() {
  Stores.fromFile(join(ROOT, OVERLAY, 'stores.json'));
  return [];
}

/** @returns {string[]} services that would take all callers of an ingress for one address, which one of them can exhaust */
const sharedAddresses = () =>
  ofKind(manifests(), 'Ingress').length === 0
    ? []
    : SERVICES.filter((name) => !settingsOf(`Deployment ${name}`)['TRUSTED_PROXIES']).map(
        (name) => `${name}: behind an ingress without TRUSTED_PROXIES`,
      );

/** @returns {string[]} what the template of a service still holds of itself */
const placeholders = () =>
  /"SERVICE\b|_SERVICE"/.exec(JSON.stringify(manifests())) ? ['SERVICE stands somewhere'] : [];

/** @type {import('../check.mjs').Check[]} */
export const kubernetesChecks = [
  ['kubernetes: the base renders', () => (render('deploy/k8s/base'), [])],
  ['kubernetes: the example renders, every service in its place', () => [...placeholders(), ...wrongPrograms()]],
  ['kubernetes: manifests fit the schemas', () => refusedBySchema(manifests())],
  ['kubernetes: manifests have no unknown field', () => unknownFields(manifests())],
  [
    'kubernetes: no Secret is in the repository',
    () => ofKind(manifests(), 'Secret').map(({ metadata }) => metadata.name),
  ],
  ['kubernetes: no secret is in an environment', secretsInTheOpen],
  ['kubernetes: pods are restricted', () => freePods(manifests())],
  ['kubernetes: containers have limits, images a version', () => unboundedContainers(manifests())],
  ['kubernetes: what listens is probed', () => unprobedContainers(manifests())],
  ['kubernetes: services outlast a machine and end in order', () => frailServices(manifests())],
  ['kubernetes: the network is closed', () => openNetwork(manifests())],
  ['kubernetes: ConfigMaps and accounts of pods are there', () => danglingPods(manifests())],
  ['kubernetes: every selector chooses a pod', () => emptySelectors(manifests())],
  ['kubernetes: ports and names lead to a pod', () => deadEnds(manifests())],
  [
    'kubernetes: every service accepts its settings in production, and so does its migration',
    () =>
      SERVICES.flatMap((name) => [
        ...wrongSettings(name, settingsOf(`Deployment ${name}`)),
        ...wrongMigrationSettings(name, settingsOf(`Job ${name}-migration`)),
      ]),
  ],
  ['kubernetes: callers behind an ingress have addresses of their own', sharedAddresses],
  [
    'kubernetes: the provisioner reads its settings',
    () => wrongProvisionerSettings(settingsOf('Deployment provisioner')),
  ],
  ['kubernetes: the streams fit into NATS, and NATS into its volumes', wrongSizesOfCluster],
  ['kubernetes: the stores file of the example is valid', wrongStores],
];
