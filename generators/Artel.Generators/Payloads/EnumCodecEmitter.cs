namespace Artel.Generators;

/// <summary>Writes the codec of an enum: its values cross by name, flags as their number.</summary>
internal static class EnumCodecEmitter
{
    public static void Emit(IndentedWriter writer, PayloadTypeModel type, string name)
    {
        writer.Line($"/// <summary>How a {type.Name} crosses.</summary>");
        writer.Line(GeneratedFile.Attribute);
        writer.Open($"file sealed class {name} : global::Artel.Payloads.PayloadCodec<{type.Type}>");
        if (type.Shape == PayloadShape.Flags)
            EmitFlags(writer, type);
        else
            EmitNames(writer, type);
        writer.Close();
    }

    private static void EmitFlags(IndentedWriter writer, PayloadTypeModel type)
    {
        writer.Line($"public override void Write(global::Artel.Payloads.PayloadWriter writer, {type.Type} value) => writer.Write(({type.Element})value);");
        writer.Blank();
        writer.Line($"public override {type.Type} Read(ref global::Artel.Payloads.PayloadReader reader) => ({type.Type})reader.Read<{type.Element}>();");
    }

    private static void EmitNames(IndentedWriter writer, PayloadTypeModel type)
    {
        writer.Open($"public override void Write(global::Artel.Payloads.PayloadWriter writer, {type.Type} value)");
        writer.Open("writer.WriteString(value switch");
        foreach (var value in type.Values.Where(static value => value.IsWritten))
            writer.Line($"{type.Type}.{value.Name} => {Literals.Text(value.Key)},");

        writer.Line($"_ => throw {Invalid($"$\"{{value}} is no value of {type.Name}\"")},");
        writer.Close("});");
        writer.Close().Blank();

        writer.Open($"public override {type.Type} Read(ref global::Artel.Payloads.PayloadReader reader)");
        writer.Line("var text = reader.ReadString();");
        writer.Open("return text switch");
        foreach (var value in type.Values.GroupBy(static value => value.Key).Select(static same => same.First()))
            writer.Line($"{Literals.Text(value.Key)} => {type.Type}.{value.Name},");
        var expected = string.Join(", ", type.Values.Select(static value => value.Key).Distinct());
        writer.Line($"_ => throw reader.Refused({Literals.Text("one of " + expected)}),");
        writer.Close("};");
        writer.Close();
    }

    private static string Invalid(string text) => $"new global::Artel.ProcessException(global::Artel.ErrorKind.Invalid, {text}, retryable: false)";
}
