const LOW = 0.02425;
const A = [
  -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239,
];
const B = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1];
const C = [
  -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
];
const D = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1];

const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);

/**
 * z of the standard normal distribution for a probability, by P. J. Acklam's rational approximation (relative error below 1.15e-9).
 * @throws RangeError outside of 0 < probability < 1
 */
export function inverseNormal(probability: number): number {
  if (!(probability > 0 && probability < 1)) throw new RangeError(`${probability} is not between 0 and 1.`);
  if (probability > 1 - LOW) return -inverseNormal(1 - probability);
  if (probability < LOW) {
    const q = Math.sqrt(-2 * Math.log(probability));
    return polynomial(C, q) / polynomial(D, q);
  }
  const q = probability - 0.5;
  return (q * polynomial(A, q * q)) / polynomial(B, q * q);
}

/**
 * The smallest whole number that a negative binomial demand stays at or under with a probability; a Poisson demand where the
 * variance is no more than the mean. It fits the lead-time demand of slow parts better than the normal distribution (Syntetos,
 * Babai, Lengu and Altay, "Distributional assumptions for parametric forecasting of intermittent demand", 2011).
 * @param mean above 0 and small: the demand of a slow part, in stocking units
 */
export function negativeBinomialQuantile(mean: number, variance: number, probability: number): number {
  const isPoisson = variance <= mean * 1.0001;
  const successes = isPoisson ? 0 : mean ** 2 / (variance - mean);
  const share = isPoisson ? 0 : 1 - mean / variance;
  let quantity = 0;
  let chance = isPoisson ? Math.exp(-mean) : (mean / variance) ** successes;
  let total = chance;
  const most = Math.ceil(mean + 40 * Math.sqrt(variance) + 40);
  while (total < probability && quantity < most) {
    quantity += 1;
    chance *= isPoisson ? mean / quantity : (share * (successes + quantity - 1)) / quantity;
    total += chance;
  }
  return quantity;
}
