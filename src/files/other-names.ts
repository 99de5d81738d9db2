import type { ActivationName } from '../engine/models/activations.ts';
import type { LossName } from '../engine/models/losses.ts';
import type { InitializerName } from '../engine/training/initializers.ts';
import type { OptimizerName } from '../engine/training/optimizers.ts';

/*
 * Names that other libraries and books have for the things in a network file. They are compared as `plainName` writes
 * them: in lower case, only letters and digits, without the name of a module and without a last word such as "loss".
 * name-hint.ts makes suggestions from them.
 */

/** How a thing with another name differs from the thing here that is suggested. file-messages.ts has the words. */
export type Difference =
  | 'slope 0.01'
  | 'exact gelu'
  | 'log in the loss'
  | 'sum over outputs'
  | 'sigmoid outputs'
  | 'softmax outputs'
  | 'class in each sample'
  | 'half of the sum'
  | 'square of the root'
  | 'with momentum'
  | 'with nesterov'
  | 'with all samples'
  | 'truncated in Keras'
  | 'truncated distribution'
  | 'normal distribution'
  | 'deviation by inputs'
  | 'limit by inputs';

interface OtherNames<Name extends string> {
  /** Names of the same thing, if other libraries have any. */
  readonly same: Readonly<Partial<Record<Name, readonly string[]>>>;
  /** Names of things that differ from the nearest things here. */
  readonly similar: Readonly<Record<string, readonly [names: readonly Name[], difference?: Difference]>>;
  /** Names of things that have nothing similar here. Without this list, a name with a similar spelling is suggested. */
  readonly none: readonly string[];
}

const activation: OtherNames<ActivationName> = {
  same: {
    identity: ['linear', 'none', 'no', 'id', 'purelin', 'null'],
    sigmoid: ['logistic', 'logsig', 'expit', 'sig', 'sigm', 'logisticsigmoid', 'σ'],
    tanh: ['tansig', 'hyperbolictangent', 'tanhyperbolic', 'th'],
    relu: ['rectifier', 'rectifiedlinear', 'rectifiedlinearunit', 'ramp', 'rect', 'positivepart', 'poslin'],
    elu: ['exponentiallinear', 'exponentiallinearunit'],
    softplus: ['softrelu', 'smoothrelu'],
    silu: ['swish', 'swish1', 'sigmoidlinearunit'],
    gelu: ['geluexact', 'gaussianerrorlinearunit'],
    softmax: ['softargmax', 'normalizedexponential', 'multinomiallogistic'],
  },
  similar: {
    lrelu: [['leaky-relu'], 'slope 0.01'],
    leaky: [['leaky-relu'], 'slope 0.01'],
    leakyrectifiedlinear: [['leaky-relu'], 'slope 0.01'],
    leakyrectify: [['leaky-relu'], 'slope 0.01'],
    gelutanh: [['gelu'], 'exact gelu'],
    gelunew: [['gelu'], 'exact gelu'],
    newgelu: [['gelu'], 'exact gelu'],
    gelufast: [['gelu'], 'exact gelu'],
    quickgelu: [['gelu'], 'exact gelu'],
    geluapproximate: [['gelu'], 'exact gelu'],
    logsoftmax: [['softmax'], 'log in the loss'],
  },
  none: [
    ...['selu', 'celu', 'prelu', 'rrelu', 'relu6', 'crelu', 'frelu', 'relu2', 'squaredrelu', 'thresholdedrelu'],
    ...['hardtanh', 'hardsigmoid', 'hardswish', 'hardsilu', 'hardlim', 'mish', 'softsign', 'softshrink', 'hardshrink'],
    ...['tanhshrink', 'logsigmoid', 'softmin', 'sparsemax', 'hardmax', 'glu', 'reglu', 'geglu', 'swiglu', 'maxout'],
    ...[
      'step',
      'heaviside',
      'threshold',
      'binarystep',
      'sign',
      'signum',
      'sin',
      'sine',
      'sinc',
      'cos',
      'cosine',
      'exp',
    ],
    ...[
      'exponential',
      'gaussian',
      'rbf',
      'radbas',
      'square',
      'quadratic',
      'cube',
      'abs',
      'arctan',
      'atan',
      'lecuntanh',
    ],
    ...['bentidentity', 'snake', 'isru', 'srelu', 'erf', 'sqrt', 'log'],
  ],
};

const loss: OtherNames<LossName> = {
  same: {
    'half-squared-error': ['halfmse', 'halfsse', 'halfsumsquarederror', 'halfsumofsquarederrors', 'quadraticcost'],
    'mean-squared-error': ['mse', 'meansquare', 'meansquared', 'meansquareerror', 'mseerror', 'meansquarederrors'],
    'mean-absolute-error': ['mae', 'l1', 'l1error', 'absoluteerror', 'meanabsolute'],
    'binary-cross-entropy': [],
    'categorical-cross-entropy': ['cce', 'multinomialcrossentropy'],
  },
  similar: {
    sse: [['half-squared-error'], 'half of the sum'],
    ssr: [['half-squared-error'], 'half of the sum'],
    rss: [['half-squared-error'], 'half of the sum'],
    sumsquarederror: [['half-squared-error'], 'half of the sum'],
    sumsquarederrors: [['half-squared-error'], 'half of the sum'],
    sumsquareerror: [['half-squared-error'], 'half of the sum'],
    sumofsquares: [['half-squared-error'], 'half of the sum'],
    sumofsquarederror: [['half-squared-error'], 'half of the sum'],
    sumofsquarederrors: [['half-squared-error'], 'half of the sum'],
    sumofsquareserror: [['half-squared-error'], 'half of the sum'],
    squarederror: [['half-squared-error'], 'half of the sum'],
    squared: [['half-squared-error'], 'half of the sum'],
    l2: [['half-squared-error'], 'half of the sum'],
    quadratic: [['half-squared-error', 'mean-squared-error']],
    euclidean: [['half-squared-error'], 'half of the sum'],
    rmse: [['mean-squared-error'], 'square of the root'],
    rootmeansquarederror: [['mean-squared-error'], 'square of the root'],
    rootmeansquare: [['mean-squared-error'], 'square of the root'],
    bce: [['binary-cross-entropy'], 'sum over outputs'],
    // PyTorch and Keras write binary-cross-entropy with underscores or as one word, and divide it by n.
    binarycrossentropy: [['binary-cross-entropy'], 'sum over outputs'],
    logloss: [['binary-cross-entropy'], 'sum over outputs'],
    log: [['binary-cross-entropy'], 'sum over outputs'],
    logistic: [['binary-cross-entropy'], 'sum over outputs'],
    bcewithlogits: [['binary-cross-entropy'], 'sigmoid outputs'],
    binarycrossentropywithlogits: [['binary-cross-entropy'], 'sigmoid outputs'],
    sigmoidcrossentropy: [['binary-cross-entropy'], 'sigmoid outputs'],
    sigmoidcrossentropywithlogits: [['binary-cross-entropy'], 'sigmoid outputs'],
    ce: [['categorical-cross-entropy', 'binary-cross-entropy']],
    xent: [['categorical-cross-entropy', 'binary-cross-entropy']],
    entropy: [['categorical-cross-entropy', 'binary-cross-entropy']],
    crossentropy: [['categorical-cross-entropy'], 'softmax outputs'],
    crossentropywithlogits: [['categorical-cross-entropy'], 'softmax outputs'],
    softmaxcrossentropy: [['categorical-cross-entropy'], 'softmax outputs'],
    softmaxcrossentropywithlogits: [['categorical-cross-entropy'], 'softmax outputs'],
    softmax: [['categorical-cross-entropy'], 'softmax outputs'],
    nll: [['categorical-cross-entropy'], 'softmax outputs'],
    negativeloglikelihood: [['categorical-cross-entropy'], 'softmax outputs'],
    sparsecategoricalcrossentropy: [['categorical-cross-entropy'], 'class in each sample'],
    sparsecrossentropy: [['categorical-cross-entropy'], 'class in each sample'],
  },
  none: [
    ...['huber', 'smoothl1', 'logcosh', 'hinge', 'squaredhinge', 'categoricalhinge', 'multimargin', 'softmargin'],
    ...['multilabelmargin', 'multilabelsoftmargin', 'hingeembedding', 'marginranking', 'kl', 'kldiv', 'kldivergence'],
    ...['poisson', 'poissonnll', 'gaussiannll', 'focal', 'binaryfocalcrossentropy', 'categoricalfocalcrossentropy'],
    ...['cosine', 'cosinesimilarity', 'cosineembedding', 'triplet', 'tripletmargin', 'contrastive', 'ctc', 'dice'],
    ...['mape', 'meanabsolutepercentageerror', 'msle', 'meansquaredlogarithmicerror', 'tversky', 'quantile', 'pinball'],
    ...['r2', 'accuracy', 'exponential', 'wasserstein', 'crps', 'zeroone', 'perceptron'],
  ],
};

const optimizer: OtherNames<OptimizerName> = {
  same: {
    sgd: ['stochasticgradientdescent', 'gradientdescent', 'gd', 'minibatchgradientdescent', 'vanilla', 'backprop'],
    adagrad: ['adaptivegradient'],
    rmsprop: ['rms'],
    adam: ['adaptivemomentestimation'],
    adamw: ['adamweightdecay', 'adamwithweightdecay'],
  },
  similar: {
    momentum: [['sgd'], 'with momentum'],
    sgdmomentum: [['sgd'], 'with momentum'],
    sgdwithmomentum: [['sgd'], 'with momentum'],
    sgdm: [['sgd'], 'with momentum'],
    msgd: [['sgd'], 'with momentum'],
    heavyball: [['sgd'], 'with momentum'],
    gdm: [['sgd'], 'with momentum'],
    nesterov: [['sgd'], 'with nesterov'],
    nag: [['sgd'], 'with nesterov'],
    nesterovmomentum: [['sgd'], 'with nesterov'],
    sgdnesterov: [['sgd'], 'with nesterov'],
    nesterovacceleratedgradient: [['sgd'], 'with nesterov'],
    batchgradientdescent: [['sgd'], 'with all samples'],
    fullbatchgradientdescent: [['sgd'], 'with all samples'],
    bgd: [['sgd'], 'with all samples'],
  },
  none: [
    ...['nadam', 'nadamw', 'radam', 'adamax', 'adadelta', 'amsgrad', 'asgd', 'adafactor', 'adabelief', 'adabound'],
    ...['adan', 'lion', 'lamb', 'lars', 'muon', 'sophia', 'shampoo', 'ftrl', 'rprop', 'irprop', 'sparseadam', 'yogi'],
    ...['lbfgs', 'bfgs', 'newton', 'cg', 'conjugategradient', 'levenbergmarquardt', 'lm', 'quickprop', 'swa', 'adams'],
    ...['proximalgradientdescent', 'proximaladagrad', 'adagradda', 'lookahead', 'ranger', 'novograd', 'sag', 'saga'],
  ],
};

const initializer: OtherNames<InitializerName> = {
  same: {
    'xavier-uniform': ['glorotuniform', 'xavieruniforminit'],
    'xavier-normal': [],
    'he-uniform': ['kaiminguniform', 'msrauniform'],
    'he-normal': ['kaimingnormal', 'msra', 'msranormal'],
    'lecun-normal': ['lecun'],
    uniform: [],
    normal: [],
  },
  similar: {
    // Keras calls these distributions by the same names, but truncates them.
    henormal: [['he-normal'], 'truncated in Keras'],
    lecunnormal: [['lecun-normal'], 'truncated in Keras'],
    glorotnormal: [['xavier-normal'], 'truncated in Keras'],
    xavier: [['xavier-uniform', 'xavier-normal']],
    glorot: [['xavier-uniform', 'xavier-normal']],
    he: [['he-uniform', 'he-normal']],
    kaiming: [['he-uniform', 'he-normal']],
    lecununiform: [['lecun-normal'], 'normal distribution'],
    randomnormal: [['normal'], 'deviation by inputs'],
    randn: [['normal'], 'deviation by inputs'],
    gaussian: [['normal'], 'deviation by inputs'],
    randomuniform: [['uniform'], 'limit by inputs'],
    rand: [['uniform'], 'limit by inputs'],
    random: [['uniform', 'normal']],
    truncatednormal: [['normal'], 'truncated distribution'],
    truncnormal: [['normal'], 'truncated distribution'],
  },
  none: [
    ...['zeros', 'zero', 'ones', 'one', 'constant', 'fill', 'eye', 'identity', 'dirac', 'orthogonal', 'sparse'],
    ...['variancescaling', 'delta', 'lsuv', 'fixup'],
  ],
};

/** The keys of network files, in whichever object. */
const key: OtherNames<string> = {
  same: {
    name: ['title', 'networkname', 'modelname'],
    description: ['comment', 'note', 'notes', 'about', 'desc'],
    inputs: ['inputsize', 'inputdim', 'inputunits', 'inputcount', 'numinputs', 'ninputs', 'infeatures', 'ninput'],
    layers: ['layer', 'hiddenlayers', 'hidden', 'network', 'architecture', 'model', 'hiddenlayersizes', 'layersizes'],
    loss: ['criterion', 'cost', 'objective', 'lossfn', 'lossfunction', 'costfunction', 'errorfunction', 'error'],
    optimizer: ['optim', 'optimiser', 'solver', 'trainer', 'training', 'algorithm'],
    samples: [
      'data',
      'dataset',
      'examples',
      'trainingdata',
      'traindata',
      'trainset',
      'trainingset',
      'patterns',
      'sample',
    ],
    batchSize: ['batch', 'minibatch', 'minibatchsize', 'bs', 'batches'],
    updateOrder: ['order', 'updates'],
    shuffle: ['shuffled', 'randomize'],
    inputNames: ['features', 'featurenames', 'inputlabels', 'columns'],
    outputNames: ['classes', 'classnames', 'labels', 'labelnames', 'targetnames', 'outputlabels'],
    units: ['neurons', 'nodes', 'size', 'unit', 'outfeatures', 'outputs', 'width', 'numunits', 'nunits', 'outputdim'],
    activation: ['activationfunction', 'act', 'nonlinearity', 'transfer', 'transferfunction', 'fn', 'func', 'function'],
    weights: ['weight', 'kernel', 'w', 'coefs', 'coefficients', 'theta', 'thetas', 'matrix', 'weightmatrix'],
    bias: ['biases', 'b', 'offset', 'intercept', 'intercepts', 'biasvector', 'usebias', 'biasweights'],
    init: ['initializer', 'initialiser', 'initialization', 'kernelinitializer', 'weightinit', 'initmethod'],
    weightLayout: ['layout', 'weightsorder', 'weightorder', 'matrixlayout', 'transpose', 'transposed', 'weightslayout'],
    values: ['value', 'vector', 'numbers', 'each', 'perunit'],
    shared: ['common', 'single'],
    trainable: ['learnable', 'requiresgrad', 'trained', 'train'],
    seed: ['randomseed', 'randomstate', 'rng'],
    method: ['type', 'kind', 'optimizer', 'algorithm', 'name', 'scheme', 'initializer', 'distribution'],
    learningRate: ['lr', 'eta', 'alpha', 'rate', 'stepsize', 'η', 'α', 'learnrate', 'learning', 'epsilon0', 'lrate'],
    momentum: ['mu', 'μ', 'beta'],
    rho: ['alpha', 'decayrate', 'smoothing', 'ρ', 'gamma'],
    beta1: ['beta', 'betas', 'β1', 'b1'],
    beta2: ['beta', 'betas', 'β2', 'b2'],
    epsilon: ['eps', 'ε'],
    weightDecay: [
      'wd',
      'decay',
      'l2',
      'l2penalty',
      'regularization',
      'lambda',
      'λ',
      'l2regularization',
      'weightregularizer',
      'weightregularization',
      'kernelregularizer',
      'regularizer',
      'reg',
      'regstrength',
      'regparam',
    ],
    nesterov: ['nesterovs', 'usenesterov', 'nag'],
    input: ['x', 'inputs', 'features', 'in', 'inputvector', 'data'],
    target: ['y', 'targets', 'output', 'outputs', 'expected', 'desired', 'truth', 't', 'out', 'desiredoutput', 'ytrue'],
    class: ['label', 'category', 'classname', 'classindex', 'labels', 'classes'],
    title: ['name', 'heading', 'caption'],
    text: ['description', 'body', 'content', 'comment'],
  },
  similar: {},
  none: [
    ...['dropout', 'batchnorm', 'batchnormalization', 'layernorm', 'scheduler', 'schedule', 'lrschedule', 'lrdecay'],
    ...['amsgrad', 'centered', 'maximize', 'clipnorm', 'clipvalue', 'gradientclipping', 'earlystopping', 'patience'],
    ...[
      'warmup',
      'metrics',
      'validation',
      'validationsplit',
      'validationdata',
      'testdata',
      'device',
      'dtype',
      'verbose',
    ],
    ...[
      'l1',
      'biasregularizer',
      'activityregularizer',
      'callbacks',
      'initialaccumulatorvalue',
      'ema',
      'useema',
      'jitcompile',
      'foreach',
      'fused',
      'capturable',
    ],
  ],
};

/** What a name is the name of. */
export type Vocabulary = 'activation' | 'loss' | 'optimizer' | 'initializer' | 'key';

export const otherNames: Readonly<Record<Vocabulary, OtherNames<string>>> = {
  activation,
  loss,
  optimizer,
  initializer,
  key,
};
