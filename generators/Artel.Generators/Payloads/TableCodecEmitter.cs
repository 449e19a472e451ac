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
        if (type.HasSubtypes)
        {
            // As the base class it would lose what the subtype has more.
            var text = $"$\"a {{value.GetType().Name}} can't cross as a {type.Name}: mark it [Payload], and make {type.Name} abstract where both are one payload\"";
            writer.Line($"if (value.GetType() != typeof({type.Type}))")
                .Deeper($"throw new global::Artel.ProcessException(global::Artel.ErrorKind.Invalid, {text}, retryable: false);");
        }

        foreach (var member in type.Members.Where(static member => member.CanBeNull))
            writer.Line($"var {Local(member)} = value.{member.Name};");
        if (type.IsReference)
            writer.Line($"if (!writer.TryBeginTable(value, 0, {PairCount(type)}))").Deeper("return;");
        else
            writer.Line($"writer.BeginTable(0, {PairCount(type)});");
        if (type.Kind.Length > 0)
            writer.Line($"writer.WriteBytes(\"kind\"u8);").Line($"writer.WriteBytes({Literals.Text(type.Kind)}u8);");
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
        var sure = type.Members.Count(static member => !member.CanBeNull) + (type.Kind.Length > 0 ? 1 : 0);
        var maybe = type.Members.Where(static member => member.CanBeNull).Select(static member => $"({Local(member)} is null ? 0 : 1)");
        var counts = sure > 0 ? maybe.Prepend(sure.ToString(CultureInfo.InvariantCulture)) : maybe;
        return sure == 0 && type.Members.Count == 0 ? "0" : string.Join(" + ", counts);
    }

    private static void EmitRead(IndentedWriter writer, PayloadTypeModel type, string nullable)
    {
        writer.Open($"public override {nullable} Read(ref global::Artel.Payloads.PayloadReader reader)");
        writer.Line("if (reader.Tag != global::Artel.Payloads.PayloadTag.Table)")
            .Deeper(type.IsReference ? "return reader.ReadNilOrShared(this);" : "return reader.ReadShared(this);");
        if (type.Kind.Length > 0)
        {
            writer.Line($"if (reader.TryPeekField(\"kind\"u8, out var kind) && !kind.SequenceEqual({Literals.Text(type.Kind)}u8))")
                .Deeper($"throw reader.RefusedField(\"kind\", {Literals.Text($"'{type.Kind}'")});");
        }

        writer.Blank();
        if (type.IsMadeFirst)
            EmitReadInto(writer, type);
        else
            EmitReadAll(writer, type);
        writer.Close();
    }

    /// <summary>Reads the members of an object that is there, so that they can refer to it.</summary>
    private static void EmitReadInto(IndentedWriter writer, PayloadTypeModel type)
    {
        var needed = type.Members.Where(static member => member.Missing == MissingMember.Error).ToList();
        foreach (var member in needed)
            writer.Line($"var {Has(member)} = false;");
        writer.Line("var table = reader.BeginTable(out var values, out var pairs);");
        writer.Line($"var made = new {type.Type}();");
        writer.Line($"reader.Keep<{type.Type}?>(table, made);");
        EmitLoop(writer, type, member =>
        {
            var set = $"made.{member.Name} = reader.Read<{member.Type}>();";
            writer.Open("if (!reader.TryReadNil())").Line(set);
            if (member.Missing == MissingMember.Error)
                writer.Line($"{Has(member)} = true;");
            writer.Close();
        });
        foreach (var member in needed)
            writer.Line($"if (!{Has(member)})").Deeper($"throw {Missing(type, member)};");
        writer.Line("return made;");
    }

    private static void EmitReadAll(IndentedWriter writer, PayloadTypeModel type)
    {
        foreach (var member in type.Members)
            writer.Line($"{member.Type}? {Read(member)} = null;");
        writer.Line("var table = reader.BeginTable(out var values, out var pairs);");
        EmitLoop(writer, type, member => writer.Line(member.TakesNull || member.Missing != MissingMember.Error
            ? $"{Read(member)} = reader.TryReadNil() ? null : reader.Read<{member.Type}>();"
            : $"{Read(member)} = reader.Read<{member.Type}>();"));
        EmitNew(writer, type);
        writer.Line(type.IsReference ? $"reader.Keep<{type.Type}?>(table, made);" : "reader.Keep(table, made);");
        writer.Line("return made;");
    }

    private static void EmitLoop(IndentedWriter writer, PayloadTypeModel type, Action<PayloadMemberModel> read)
    {
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
            read(member);
            writer.Close();
            otherwise = "else ";
        }

        if (type.Members.Count == 0)
            writer.Line("reader.Skip();");
        else
            writer.Open("else").Line("reader.Skip();").Close();
        writer.Close().Blank();
        writer.Line("reader.EndTable();");
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
            writer.Line($"var made = {create};");
            return;
        }

        if (set.Exists(static member => member.Missing == MissingMember.Initial))
            writer.Line($"{type.Type}? initial = null;");
        writer.Open($"var made = {create}");
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
        MissingMember.Error => $"{Read(member)} ?? throw {Missing(type, member)}",
        MissingMember.Default when member.Default != "null" => $"{Read(member)} ?? {member.Default}",
        _ => null,
    };

    private static string Final(PayloadMemberModel member) =>
        member.Missing == MissingMember.Error || (member.Missing == MissingMember.Default && member.Default != "null") ? Local(member) : Read(member);

    private static string Missing(PayloadTypeModel type, PayloadMemberModel member) =>
        $"reader.Missing(table, {Literals.Text(type.Name)}, {Literals.Text(member.Key)})";

    private static string Has(PayloadMemberModel member) => "has" + member.Name.TrimStart('@');

    private static string Key(PayloadMemberModel member) => Literals.Text(member.Key) + "u8";

    private static string Local(PayloadMemberModel member) => "field" + member.Name.TrimStart('@');

    private static string Read(PayloadMemberModel member) => "read" + member.Name.TrimStart('@');
}
