import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** TensorFlow's numbers for element types (tensorflow/core/framework/types.proto); its C API uses the same ones. */
export const DataType = { float32: 1, int32: 3, uint8: 4 } as const;
export type DataType = (typeof DataType)[keyof typeof DataType];

/** The value of an attribute of an operation, by the field of `AttrValue` that holds it. */
export type AttributeValue =
  | { readonly type: DataType }
  | { readonly integer: number }
  | { readonly integers: readonly number[] }
  | { readonly bool: boolean }
  | { readonly string: string }
  /** -1 is a size that is not known before the graph runs. */
  | { readonly shape: readonly number[] }
  | { readonly tensor: TensorValue };

/** A constant: one number or a list of them, `[]` or `[n]`. */
export interface TensorValue {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}

/** One operation of a graph. An input is `node`, `node:output`, or `^node` for "after it, without its value". */
export interface GraphNode {
  readonly name: string;
  readonly operation: string;
  readonly inputs: readonly string[];
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

/** The tag under which the SavedModel's one graph is found. */
export const savedModelTag = 'train';

/** The GraphDef version of TensorFlow 2.9 (tensorflow/core/public/version.h), which tfjs-node brings; newer ones read it too. */
const graphVersion = 1087;

/**
 * A SavedModel with one graph and no stored variables, as the bytes of `saved_model.pb`. The format is protobuf:
 * tensorflow/core/protobuf/saved_model.proto, meta_graph.proto, and framework/graph.proto, node_def.proto,
 * attr_value.proto, tensor.proto. The numbers in the functions below are the fields of those messages.
 */
export function encodeSavedModel(nodes: readonly GraphNode[]): Uint8Array {
  const writer = new BinaryWriter();
  writer.tag(1, WireType.Varint).int64(1); // SavedModel.saved_model_schema_version
  message(writer, 2, () => {
    message(writer, 1, () => writer.tag(4, WireType.LengthDelimited).string(savedModelTag)); // MetaGraphDef.meta_info_def.tags
    message(writer, 2, () => writeGraph(writer, nodes)); // MetaGraphDef.graph_def
  });
  return writer.finish();
}

function writeGraph(writer: BinaryWriter, nodes: readonly GraphNode[]): void {
  for (const node of nodes) message(writer, 1, () => writeNode(writer, node));
  message(writer, 4, () => writer.tag(1, WireType.Varint).int32(graphVersion)); // GraphDef.versions.producer
}

function writeNode(writer: BinaryWriter, node: GraphNode): void {
  writer.tag(1, WireType.LengthDelimited).string(node.name);
  writer.tag(2, WireType.LengthDelimited).string(node.operation);
  for (const input of node.inputs) writer.tag(3, WireType.LengthDelimited).string(input);
  for (const [name, value] of Object.entries(node.attributes)) {
    // NodeDef.attr is a map: each entry is a message of key 1 and value 2.
    message(writer, 5, () => {
      writer.tag(1, WireType.LengthDelimited).string(name);
      message(writer, 2, () => writeAttribute(writer, value));
    });
  }
}

function writeAttribute(writer: BinaryWriter, value: AttributeValue): void {
  if ('integers' in value) message(writer, 1, () => writeIntegers(writer, value.integers));
  else if ('string' in value) writer.tag(2, WireType.LengthDelimited).string(value.string);
  else if ('integer' in value) writer.tag(3, WireType.Varint).int64(value.integer);
  else if ('bool' in value) writer.tag(5, WireType.Varint).bool(value.bool);
  else if ('type' in value) writer.tag(6, WireType.Varint).int32(value.type);
  else if ('shape' in value) message(writer, 7, () => writeShape(writer, value.shape));
  else message(writer, 8, () => writeTensor(writer, value.tensor));
}

/** AttrValue.ListValue.i, which is packed: one field with all numbers in it. */
function writeIntegers(writer: BinaryWriter, integers: readonly number[]): void {
  message(writer, 3, () => {
    for (const integer of integers) writer.int64(integer);
  });
}

function writeTensor(writer: BinaryWriter, tensor: TensorValue): void {
  const { data } = tensor;
  writer.tag(1, WireType.Varint).int32(data instanceof Int32Array ? DataType.int32 : DataType.float32);
  message(writer, 2, () => writeShape(writer, tensor.shape));
  writer.tag(4, WireType.LengthDelimited).bytes(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}

function writeShape(writer: BinaryWriter, shape: readonly number[]): void {
  for (const size of shape) message(writer, 2, () => writer.tag(1, WireType.Varint).int64(size));
}

function message(writer: BinaryWriter, field: number, writeContent: () => void): void {
  writer.tag(field, WireType.LengthDelimited).fork();
  writeContent();
  writer.join();
}
