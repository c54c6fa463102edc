/**
 * Words of kustomize’s own messages. They stay in a message even where a file holds them too, and nobody keeps them secret: add
 * none that could be a password.
 */
export const toolWords: ReadonlySet<string> = new Set(
  `absolute accumulate accumulating accumulation added adding aliases allowed already ambiguous anchor annotation annotations
  applying array base bases been before beginning behavior below block boolean build builtin bytes candidate cannot character
  clusterscoped collection command component components config configmap configmapgenerator configuration configure configured
  configuring conflict contain contains content contents context control convert could crds create cycle decode decoding default
  defined delete deprecated describing deserialize detected did directory disabled does document duplicate duplicated element
  empty enable encoding entries entry envs error evalsymlink excess executable exist exists expect expected external failed
  failing fails failure false field fieldpath fieldpaths fields file files find flow following format found from function
  generator generators going group helm http https identifier images indicator inside instead integer internal invalid json
  jsonop key keys kind kustomization label labels larger length lines list literal literals load loader loading looking
  malformed malformedyamlerror manifest mapping mappingnode mark match matched matches matching merge merging metadata
  missing more multiple must name names namespace nest nested node nodes none nothing null number object objects only open
  operation option options outside parse parsing patch patches patchjson6902transformer patchstrategicmergetransformer
  patchtransformer path paths permission place plugin plugins program quoted read recursed reference registered remote replace
  replacement replacements repository required resid resource resources root scalar scalarnode scanning secret secretgenerator
  security selector sequence sequencenode simple sort source sources specified start strategic stream string struct structs
  such supported syntax target test testing text than that there this times token transform transformer transformers trouble true
  type unable unexpected unique unknown unmarshal unsupported url valid validator validators value values variable vars version
  visited when while with without wrong yaml your`
    .split(/\s+/)
    .filter((word) => word !== ''),
);
