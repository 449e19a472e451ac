namespace Artel.Generators;

/// <summary>Writes the codec of a payload of several kinds: it looks at the type, or at the kind, and leaves the rest to the subtype's codec.</summary>
internal static class UnionCodecEmitter
{
    public static void Emit(IndentedWriter writer, PayloadTypeModel type, string name, IReadOnlyList<PayloadTypeModel> cases)
    {
        writer.Line($"/// <summary>How a {type.Name} crosses: as one of its kinds.</summary>");
        writer.Line(GeneratedFile.Attribute);
        writer.Open($"file sealed class {name} : global::Artel.Payloads.PayloadCodec<{type.Type}?>");
        EmitWrite(writer, type, cases);
        writer.Blank();
        EmitRead(writer, type, cases);
        writer.Close();
    }

    private static void EmitWrite(IndentedWriter writer, PayloadTypeModel type, IReadOnlyList<PayloadTypeModel> cases)
    {
        writer.Open($"public override void Write(global::Artel.Payloads.PayloadWriter writer, {type.Type}? value)");
        writer.Line("if (value is null)").Deeper("writer.WriteNil();");
        foreach (var one in cases)
            writer.Line($"else if (value.GetType() == typeof({one.Type}))").Deeper($"writer.Write<{one.Type}>(({one.Type})value);");
        writer.Line("else").Deeper(
            $"throw new global::Artel.ProcessException(global::Artel.ErrorKind.Invalid, $\"a {{value.GetType().Name}} can't cross as a {type.Name}: mark it [Payload]\", retryable: false);");
        writer.Close();
    }

    private static void EmitRead(IndentedWriter writer, PayloadTypeModel type, IReadOnlyList<PayloadTypeModel> cases)
    {
        writer.Open($"public override {type.Type}? Read(ref global::Artel.Payloads.PayloadReader reader)");
        writer.Line("if (reader.Tag != global::Artel.Payloads.PayloadTag.Table)").Deeper("return reader.ReadNilOrShared(this);");
        if (cases.Count > 0)
            writer.Line("reader.TryPeekField(\"kind\"u8, out var kind);");
        foreach (var one in cases)
            writer.Line($"if (kind.SequenceEqual({Literals.Text(one.Kind)}u8))").Deeper($"return reader.Read<{one.Type}>();");
        var kinds = cases.Count == 0 ? "a subtype that is marked [Payload]; there is none"
            : cases.Count == 1 ? $"'{cases[0].Kind}'"
            : "one of " + string.Join(", ", cases.Select(static one => one.Kind));
        writer.Line($"throw reader.RefusedField(\"kind\", {Literals.Text(kinds)});").Close();
    }
}
