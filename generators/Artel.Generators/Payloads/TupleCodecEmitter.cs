namespace Artel.Generators;

/// <summary>Writes the codec of a tuple: a list of its items.</summary>
internal static class TupleCodecEmitter
{
    public static void Emit(IndentedWriter writer, PayloadTypeModel type, string name)
    {
        writer.Line("/// <summary>How a tuple crosses.</summary>");
        writer.Line(GeneratedFile.Attribute);
        writer.Open($"file sealed class {name} : global::Artel.Payloads.PayloadCodec<{type.Type}>");
        writer.Open($"public override void Write(global::Artel.Payloads.PayloadWriter writer, {type.Type} value)");
        writer.Line($"writer.BeginTable({type.Members.Count}, 0);");
        foreach (var item in type.Members)
            writer.Line($"writer.Write<{item.Type}{(item.CanBeNull ? "?" : "")}>(value.{item.Name});");
        writer.Line("writer.EndTable();").Close().Blank();
        EmitRead(writer, type);
        writer.Close();
    }

    private static void EmitRead(IndentedWriter writer, PayloadTypeModel type)
    {
        writer.Open($"public override {type.Type} Read(ref global::Artel.Payloads.PayloadReader reader)");
        writer.Line("if (reader.Tag != global::Artel.Payloads.PayloadTag.Table)").Deeper("return reader.ReadShared(this);").Blank();
        foreach (var item in type.Members)
            writer.Line($"{item.Type}? {Read(item)} = null;");
        writer.Line("var table = reader.BeginTable(out var values, out var pairs);");
        writer.Open("for (var i = 1L; i <= (long)values + pairs; i++)");
        // What comes after a nil in the middle has a key in Lua.
        writer.Open("switch (i <= values ? i : reader.ReadInteger())");
        for (var i = 0; i < type.Members.Count; i++)
        {
            var item = type.Members[i];
            writer.Line($"case {i + 1}:").Indent();
            writer.Line($"{Read(item)} = reader.TryReadNil() ? null : reader.Read<{item.Type}>();").Line("break;").Unindent();
        }

        writer.Line("default:").Indent().Line("reader.Skip();").Line("break;").Unindent();
        writer.Close().Close().Blank();
        writer.Line("reader.EndTable();");
        var items = type.Members.Select((item, index) => item.TakesNull
            ? Read(item) + (item.IsNullableValue ? "" : "!")
            : $"{Read(item)} ?? throw reader.Missing(table, \"a tuple\", \"{index + 1}\")");
        writer.Line($"return new {type.Type}({string.Join(", ", items)});").Close();
    }

    private static string Read(PayloadMemberModel item) => "read" + item.Name;
}
