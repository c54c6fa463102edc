import type { JsonObject } from '../../schema/json.ts';
import type { ObjectReference } from '../../schema/object-reference.ts';

/** One place to which a rule sends requests. */
export interface Backend {
  /** The name of the Service. */
  readonly service: string;
  readonly namespace: string | undefined;
  /** The subset of a DestinationRule. */
  readonly subset?: string;
  readonly weight: number;
}

/** Some of the requests of a route, and where they go. */
export interface RouteRule {
  /** Which requests: rules of both revisions with an equal key are the same one. */
  readonly key: string;
  /** The same for people: `shop.example.com/cart`. */
  readonly match: string;
  readonly backends: readonly Backend[];
  /** Of what sum the weights are a share, where another object has the rest. */
  readonly total?: number;
  /** Requests go to that other object while no backend is ready. */
  readonly fallsBack?: boolean;
}

/** A kind of object which sends requests to Services by their name. */
export interface RouteKind {
  /** `networking.k8s.io/Ingress`: groups and kind, several where the kind has moved. */
  readonly kinds: readonly string[];
  readonly rulesOf: (value: JsonObject, reference: ObjectReference) => readonly RouteRule[];
}
