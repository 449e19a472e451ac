using System.Globalization;

namespace Artel.Generators;

/// <summary>Writes the codec of a type that crosses as a table of its members.</summary>
internal static class TableCodecEmitter
{
    public static void Emit(IndentedWriter writer, PayloadTypeModel type, string name)
    {
        var nullable = type.IsReference ? type.Type + "?" : type.Type;
        writer.Line($"/// <summary>How a {type.Name} crosses.</summary>");
        writer.Line(GeneratedFile.Attribute);
        writer.Open($"file sealed class {name} : global::Artel.Payloads.PayloadCodec<{nullable}>");
        EmitWrite(writer, type, nullable);
        writer.Blank();
        EmitRead(writer, type, nullable);
        writer.Close();
    }

    private static void EmitWrite(IndentedWriter writer, PayloadTypeModel type, string nullable)
    {
        writer.Open($"public override void Write(global::Artel.Payloads.PayloadWriter writer, {nullable} value)");
        if (type.IsReference)
            writer.Open("if (value is null)").Line("writer.WriteNil();").Line("return;").Close().Blank();

        foreach (var member in type.Members.Where(static member => member.CanBeNull))
            writer.Line($"var {Local(member)} = value.{member.Name};");
        writer.Line($"writer.BeginTable(0, {PairCount(type)});");
        foreach (var member in type.Members)
        {
            var value = member.CanBeNull ? Local(member) + (member.IsNullableValue ? ".Value" : "") : "value." + member.Name;
            var field = $"writer.WriteField<{member.Type}>({Key(member)}, {value});";
            if (member.CanBeNull)
                writer.Line($"if ({Local(member)} is not null)").Deeper(field);
            else
                writer.Line(field);
        }

        writer.Line("writer.EndTable();").Close();
    }

    /// <summary>How many fields the table has; what is null is left out, as Lua does.</summary>
    private static string PairCount(PayloadTypeModel type)
    {
        var sure = type.Members.Count(static member => !member.CanBeNull);
        var maybe = type.Members.Where(static member => member.CanBeNull).Select(static member => $"({Local(member)} is null ? 0 : 1)");
        var counts = sure > 0 ? maybe.Prepend(sure.ToString(CultureInfo.InvariantCulture)) : maybe;
        return type.Members.Count == 0 ? "0" : string.Join(" + ", counts);
    }

    private static void EmitRead(IndentedWriter writer, PayloadTypeModel type, string nullable)
    {
        writer.Open($"public override {nullable} Read(ref global::Artel.Payloads.PayloadReader reader)");
        if (type.IsReference)
            writer.Line("if (reader.TryReadNil())").Deeper("return null;").Blank();
        foreach (var member in type.Members)
            writer.Line($"{member.Type}? {Read(member)} = null;");
        EmitLoop(writer, type);
        EmitNew(writer, type);
        writer.Close();
    }

    private static void EmitLoop(IndentedWriter writer, PayloadTypeModel type)
    {
        writer.Line("var outer = reader.Field;");
        writer.Line("reader.BeginTable(out var values, out var pairs);");
        writer.Line("for (; values > 0; values--)").Deeper("reader.Skip();");
        writer.Open("for (; pairs > 0; pairs--)");
        // A key that is no text, and its value.
        writer.Open("if (reader.Tag != global::Artel.Payloads.PayloadTag.String)");
        writer.Line("reader.Skip();").Line("reader.Skip();").Line("continue;");
        writer.Close().Blank();
        writer.Line("var key = reader.ReadBytes();");
        var otherwise = "";
        foreach (var member in type.Members)
        {
            writer.Open($"{otherwise}if (key.SequenceEqual({Key(member)}))");
            writer.Line($"reader.Field = {Literals.Text(member.Key)};");
            writer.Line(member.TakesNull || member.Missing != MissingMember.Error
                ? $"{Read(member)} = reader.TryReadNil() ? null : reader.Read<{member.Type}>();"
                : $"{Read(member)} = reader.Read<{member.Type}>();");
            writer.Close();
            otherwise = "else ";
        }

        if (type.Members.Count == 0)
            writer.Line("reader.Skip();");
        else
            writer.Open("else").Line("reader.Skip();").Close();
        writer.Close().Blank();
        writer.Line("reader.EndTable();");
        writer.Line("reader.Field = outer;");
    }

    private static void EmitNew(IndentedWriter writer, PayloadTypeModel type)
    {
        foreach (var member in type.Members)
        {
            if (Value(type, member) is { } value)
                writer.Line($"var {Local(member)} = {value};");
        }

        var create = $"new {type.Type}({string.Join(", ", type.ConstructorMembers.Select(index => Final(type.Members[index])))})";
        var set = type.Members.Where(static member => member.InInitializer).ToList();
        if (set.Count == 0)
        {
            writer.Line($"return {create};");
            return;
        }

        if (set.Exists(static member => member.Missing == MissingMember.Initial))
            writer.Line($"{type.Type}? initial = null;");
        writer.Open($"return {create}");
        foreach (var member in set)
        {
            writer.Line(member.Missing == MissingMember.Initial
                ? $"{member.Name} = {Read(member)} ?? (initial ??= {create}{Required(type)}).{member.Name},"
                : $"{member.Name} = {Final(member)},");
        }

        writer.Close("};");
    }

    /// <summary>The initializer without which C# refuses a new object.</summary>
    private static string Required(PayloadTypeModel type)
    {
        var required = string.Join(", ", type.Members.Where(static member => member.IsRequired).Select(static member => $"{member.Name} = {Final(member)}"));
        return required.Length == 0 ? "" : $" {{ {required} }}";
    }

    /// <summary>What becomes of what was read; null where that is the value already.</summary>
    private static string? Value(PayloadTypeModel type, PayloadMemberModel member) => member.Missing switch
    {
        MissingMember.Error => $"{Read(member)} ?? throw global::Artel.Payloads.PayloadReader.Missing({Literals.Text(type.Name)}, {Literals.Text(member.Key)})",
        MissingMember.Default when member.Default != "null" => $"{Read(member)} ?? {member.Default}",
        _ => null,
    };

    private static string Final(PayloadMemberModel member) =>
        member.Missing == MissingMember.Error || (member.Missing == MissingMember.Default && member.Default != "null") ? Local(member) : Read(member);

    private static string Key(PayloadMemberModel member) => Literals.Text(member.Key) + "u8";

    private static string Local(PayloadMemberModel member) => "field" + member.Name.TrimStart('@');

    private static string Read(PayloadMemberModel member) => "read" + member.Name.TrimStart('@');
}
