/** A Service whose selector fits no pods any more, although it did. */
interface SelectsNoPods {
  readonly type: 'SelectsNoPods';
  readonly service: string;
  /** What decides it: the selector of the Service, or the labels of the pods. */
  readonly cause: 'Selector' | 'Labels';
  /** The workloads which it selected. */
  readonly workloads: readonly string[];
  /** None of them stays: pods which nobody sees here may take their place. */
  readonly areRemoved: boolean;
  /** Workloads whose pods as head writes them would fit, but which do not start any: the change is refused, or they are paused. */
  readonly neverStarted: readonly string[];
}

/** Requests are sent to pods which are not ready at that moment. */
interface SwitchBeforeReady {
  readonly type: 'SwitchBeforeReady';
  /** `Service shop/web`. */
  readonly name: string;
  readonly by: 'Selector' | 'Backends' | 'Weights';
  /** The workloads behind it after the switch which start or roll in the same apply. */
  readonly starting: readonly string[];
  /** The pods are those of before, with other labels. */
  readonly areRelabelled: boolean;
  /** 100: all requests. */
  readonly failingPercent: number;
  /** undefined: it does not end by itself. */
  readonly windowSeconds: number | undefined;
}

/** One workload behind a Service stops before another one is ready. */
interface EmptyDuringRollout {
  readonly type: 'EmptyDuringRollout';
  readonly service: string;
  readonly stopping: readonly string[];
  readonly starting: readonly string[];
  readonly windowSeconds: number | undefined;
}

/** A port of a Service leads to a port which pods behind it do not have. */
interface TargetPortMissing {
  readonly type: 'TargetPortMissing';
  readonly service: string;
  readonly port: number;
  readonly target: number | string;
  readonly workload: string;
  /** Which pods lack it: the new ones, or those which are still to be replaced. */
  readonly pods: 'New' | 'Old';
  /** What these pods declare instead. */
  readonly declared: readonly (number | string)[];
  /** How long no pod at all has it. */
  readonly windowSeconds: number | undefined;
}

/** What a change does to requests, as far as it is a hazard; told of the object which is to blame. */
export type TrafficFact = SelectsNoPods | SwitchBeforeReady | EmptyDuringRollout | TargetPortMissing;
