import { normalCdf, normalDensity, sigmoid } from '../expressions/functions.ts';
import type { Activation } from '../models/activation.ts';
import { activationOf, type activations, leakySlope } from '../models/activations.ts';

/** How an activation f responds to a change of its net, for changes of up to 0.05. */
export interface ActivationChange {
  /**
   * f(net + change) − f(net), without subtracting the two values: their difference would consist of rounding errors if
   * the change is small beside `net`, or if f is nearly constant.
   */
  change(net: number, change: number): number;
  /** The sum of the absolute terms of f′(net), if f′ is a sum of terms that can cancel. Otherwise it is |f′(net)|. */
  slopeSize?(net: number): number;
  /** Whether f is constant on both sides of `net`. Undefined if f is constant nowhere. */
  isConstant?(net: number): boolean;
  /** Whether f has a curvature. False if f consists of straight lines. */
  readonly isCurved: boolean;
}

/**
 * The changes of activations for which there is an identity without a subtraction of nearly equal numbers. The comments
 * give the identities.
 */
const exactChanges: Readonly<Partial<Record<PlainActivationName, ActivationChange>>> = {
  identity: { change: (_net, change) => change, isCurved: false },
  sigmoid: { change: sigmoidChange, isCurved: true },
  // tanh b − tanh a = sinh(b − a) / (cosh a · cosh b)
  tanh: {
    change: (net, change) => Math.sinh(change) / Math.cosh(net) / Math.cosh(net + change),
    isCurved: true,
  },
  relu: { change: (net, change) => twoLinesChange(0, net, change), isConstant: (net) => net < 0, isCurved: false },
  'leaky-relu': { change: (net, change) => twoLinesChange(leakySlope, net, change), isCurved: false },
  elu: { change: eluChange, isCurved: true },
  // ln(1 + eᵇ) − ln(1 + eᵃ) = ln(1 + σ(a)(eᵇ⁻ᵃ − 1))
  softplus: { change: (net, change) => Math.log1p(sigmoid(net) * Math.expm1(change)), isCurved: true },
  // b·σ(b) − a·σ(a) = (b − a)σ(b) + a(σ(b) − σ(a)), and the same with Φ for gelu
  silu: {
    change: (net, change) => change * sigmoid(net + change) + net * sigmoidChange(net, change),
    slopeSize: (net) => sigmoid(net) * (1 + Math.abs(net) * sigmoid(-net)),
    isCurved: true,
  },
  gelu: {
    change: (net, change) => change * normalCdf(net + change) + net * normalCdfChange(net, change),
    slopeSize: (net) => normalCdf(net) + Math.abs(net) * normalDensity(net),
    isCurved: true,
  },
};

type PlainActivationName = keyof typeof activations;

export function activationChangeOf(name: PlainActivationName): ActivationChange {
  return exactChanges[name] ?? changeBySlope(activationOf(name));
}

/** The distance of the two nets between which a slope is measured, and the largest change for which it is measured. */
const slopeDistance = 1e-5;

/** The change of any activation. For a small change, it is the change times the slope between two values of f. */
function changeBySlope({ value }: Pick<Activation, 'value'>): ActivationChange {
  return {
    change: (net, change) => {
      if (Math.abs(change) > slopeDistance) return value(net + change) - value(net);
      const [below, above] = [net - slopeDistance, net + slopeDistance];
      return (change * (value(above) - value(below))) / (above - below);
    },
    isCurved: true,
  };
}

/** σ(b) − σ(a) = σ(−a)σ(b)(1 − eᵃ⁻ᵇ). */
function sigmoidChange(net: number, change: number): number {
  return -sigmoid(-net) * sigmoid(net + change) * Math.expm1(-change);
}

/** The change of an activation that is `net` for a positive net, and `slope` · net otherwise. */
function twoLinesChange(slope: number, net: number, change: number): number {
  const changed = net + change;
  if (net > 0 && changed > 0) return change;
  if (net <= 0 && changed <= 0) return slope * change;
  return net > 0 ? slope * changed - net : changed - slope * net;
}

/** If both nets are at most 0: eᵇ − eᵃ = eᵃ(eᵇ⁻ᵃ − 1). */
function eluChange(net: number, change: number): number {
  const changed = net + change;
  if (net > 0 && changed > 0) return change;
  if (net <= 0 && changed <= 0) return Math.exp(net) * Math.expm1(change);
  return net > 0 ? Math.expm1(changed) - net : changed - Math.expm1(net);
}

/** Nodes and weights of the Gauss–Legendre quadrature with five nodes on the interval from −1 to 1. */
const quadrature: readonly (readonly [node: number, weight: number])[] = [
  [-0.906179845938664, 0.23692688505618908],
  [-0.5384693101056831, 0.47862867049936647],
  [0, 0.5688888888888889],
  [0.5384693101056831, 0.47862867049936647],
  [0.906179845938664, 0.23692688505618908],
];

/** Φ(b) − Φ(a), the integral of the density φ from a to b. To the last digit if |a(b − a)| is at most 1. */
function normalCdfChange(net: number, change: number): number {
  const half = 0.5 * change;
  return half * quadrature.reduce((sum, [node, weight]) => sum + weight * normalDensity(net + half + half * node), 0);
}
