import { isPinned } from './compose.mjs';
import { matches, nameOf, ofKind, podsOf } from './manifests.mjs';

/** A service ends at the latest this long after it was told to; see `start` of the platform. */
const LONGEST_STOP_SECONDS = 40;

/** @typedef {import('./manifests.mjs').Manifest} Manifest @typedef {import('./manifests.mjs').Fields} Fields */

/** @param {Manifest[]} manifests @param {(pod: import('./manifests.mjs').Pod) => (string | false | undefined)[]} problemsOf */
const ofEachPod = (manifests, problemsOf) =>
  podsOf(manifests).flatMap((pod) =>
    problemsOf(pod)
      .filter((problem) => problem)
      .map((problem) => `${pod.owner}: ${problem}`),
  );

/** What Pod Security `restricted` asks for, and a file system that can't be written. @param {Manifest[]} manifests */
export const freePods = (manifests) =>
  ofEachPod(manifests, ({ spec }) => [
    spec.securityContext?.runAsNonRoot !== true && 'runAsNonRoot is not set',
    spec.securityContext?.seccompProfile?.type !== 'RuntimeDefault' && 'seccompProfile is not RuntimeDefault',
    spec.automountServiceAccountToken !== false && 'it has a token of the cluster',
    !spec.serviceAccountName && 'it has no service account of its own',
    ...spec.containers.flatMap((/** @type {Fields} */ { securityContext }) => [
      securityContext?.readOnlyRootFilesystem !== true && 'its file system can be written',
      securityContext?.allowPrivilegeEscalation !== false && 'it can gain privileges',
      !securityContext?.capabilities?.drop?.includes('ALL') && 'it has capabilities',
    ]),
  ]);

/** @param {Manifest[]} manifests @returns {string[]} containers without bounds, and images without a version */
export const unboundedContainers = (manifests) =>
  ofEachPod(manifests, ({ spec }) =>
    spec.containers.flatMap((/** @type {Fields} */ { image, resources }) => [
      !isPinned(image) && `${image} names no version`,
      ...['requests', 'limits'].flatMap((bound) =>
        ['cpu', 'memory'].map((what) => !resources?.[bound]?.[what] && `no ${bound} of ${what}`),
      ),
    ]),
  );

/** @param {Manifest[]} manifests @returns {string[]} */
export const unprobedContainers = (manifests) =>
  ofEachPod(manifests, ({ spec }) =>
    spec.containers.flatMap((/** @type {Fields} */ container) => {
      const ports = (container['ports'] ?? []).map((/** @type {Fields} */ { name }) => name);
      if (ports.length === 0) return [];
      return ['startupProbe', 'livenessProbe', 'readinessProbe'].map((probe) => {
        const port = container[probe]?.httpGet?.port;
        return (!container[probe] && `no ${probe}`) || (port && !ports.includes(port) && `${probe}: no port ${port}`);
      });
    }),
  );

/** @param {Manifest[]} manifests @returns {string[]} services that would be cut off, or be gone with one machine */
export function frailServices(manifests) {
  const budgets = ofKind(manifests, 'PodDisruptionBudget');
  return ofKind(manifests, 'Deployment')
    .filter(({ metadata }) => metadata.labels['app.kubernetes.io/component'] === 'service')
    .flatMap((manifest) => {
      const { spec, metadata } = manifest.spec.template;
      const autoscaler = ofKind(manifests, 'HorizontalPodAutoscaler').find(
        (one) => one.spec.scaleTargetRef.name === manifest.metadata.name,
      );
      return [
        (manifest.spec.replicas ?? autoscaler?.spec.minReplicas ?? 1) < 2 && 'fewer than two pods',
        spec.terminationGracePeriodSeconds <= LONGEST_STOP_SECONDS && 'killed before it has ended its work',
        !spec.topologySpreadConstraints?.length && 'all pods may be on one machine',
        !budgets.some((budget) => matches(metadata.labels, budget.spec.selector.matchLabels)) && 'no disruption budget',
      ]
        .filter((problem) => problem !== false)
        .map((problem) => `${nameOf(manifest)}: ${problem}`);
    });
}

/** @param {Manifest[]} manifests @returns {string[]} */
export function openNetwork(manifests) {
  const denies = ofKind(manifests, 'NetworkPolicy').some(
    ({ spec }) => !spec.podSelector.matchLabels && spec.policyTypes.length === 2 && !spec.ingress && !spec.egress,
  );
  return denies ? [] : ['no NetworkPolicy denies what is not allowed'];
}
