import { matches, nameOf, ofKind, podsOf } from './manifests.mjs';

/** @typedef {import('./manifests.mjs').Manifest} Manifest @typedef {import('./manifests.mjs').Fields} Fields */

/** @param {Manifest[]} manifests @param {string} kind */
const namesOf = (manifests, kind) => ofKind(manifests, kind).map(({ metadata }) => metadata.name);

/** @param {Fields} spec of a pod @returns {string[]} names of its ConfigMaps */
const configMapsOf = (spec) =>
  [
    ...(spec.volumes ?? []).map((/** @type {Fields} */ volume) => volume.configMap?.name),
    ...spec.containers.flatMap((/** @type {Fields} */ { env = [], envFrom = [] }) => [
      ...envFrom.map((/** @type {Fields} */ source) => source.configMapRef?.name),
      ...env.map((/** @type {Fields} */ variable) => variable.valueFrom?.configMapKeyRef?.name),
    ]),
  ].filter((name) => name !== undefined);

/** @param {Manifest[]} manifests @returns {string[]} pods that name what is not there */
export function danglingPods(manifests) {
  const configMaps = namesOf(manifests, 'ConfigMap');
  const accounts = namesOf(manifests, 'ServiceAccount');
  return podsOf(manifests).flatMap(({ owner, spec }) => [
    ...configMapsOf(spec)
      .filter((name) => !configMaps.includes(name))
      .map((name) => `${owner}: no ConfigMap ${name}`),
    ...(accounts.includes(spec.serviceAccountName) ? [] : [`${owner}: no ServiceAccount ${spec.serviceAccountName}`]),
  ]);
}

/** @param {Manifest[]} manifests @returns {string[]} selectors that choose no pod, or a Deployment's that misses its own */
export function emptySelectors(manifests) {
  const pods = podsOf(manifests);
  const selectors = manifests.flatMap((manifest) => {
    const { selector, podSelector } = manifest.spec ?? {};
    const labels = podSelector?.matchLabels ?? selector?.matchLabels ?? (manifest.kind === 'Service' && selector);
    return labels ? [{ manifest, labels }] : [];
  });
  return selectors
    .filter(({ manifest, labels }) => {
      const own = manifest.spec['template'] ? pods.filter(({ owner }) => owner === nameOf(manifest)) : pods;
      return !own.some((pod) => matches(pod.labels, labels));
    })
    .map(({ manifest, labels }) => `${nameOf(manifest)} chooses no pod by ${JSON.stringify(labels)}`);
}

/** @param {Fields} spec of a pod @param {number | string} port */
const hasPort = (spec, port) =>
  spec.containers.some((/** @type {Fields} */ { ports = [] }) =>
    ports.some((/** @type {Fields} */ one) => one.name === port || one.containerPort === port),
  );

/** @param {Manifest[]} manifests @returns {string[]} Services that lead nowhere, and Ingresses that lead to no Service */
export function deadEnds(manifests) {
  const pods = podsOf(manifests);
  const services = ofKind(manifests, 'Service');
  const portless = services.flatMap((service) =>
    service.spec.ports
      .filter(({ targetPort }) =>
        pods.some(({ labels, spec }) => matches(labels, service.spec.selector) && !hasPort(spec, targetPort)),
      )
      .map(({ targetPort }) => `${nameOf(service)}: a pod has no port ${targetPort}`),
  );
  const backends = ofKind(manifests, 'Ingress').flatMap(({ spec }) =>
    spec.rules.flatMap((/** @type {Fields} */ rule) =>
      rule.http.paths.map((/** @type {Fields} */ path) => path.backend.service),
    ),
  );
  const missing = backends.filter(
    ({ name, port }) =>
      !services.some(
        ({ metadata, spec }) => metadata.name === name && spec.ports.some((one) => one.name === port.name),
      ),
  );
  return [...portless, ...missing.map(({ name }) => `an Ingress leads to ${name}, which is no Service`)];
}
