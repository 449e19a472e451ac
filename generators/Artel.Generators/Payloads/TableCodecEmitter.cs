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

        foreach (var member in type.Members)
        {
            if (member.CanBeNull)
                writer.Line($"var field{Bare(member)} = value.{member.Name};");
        }

        if (type.IsReference)
            EmitPairCount(writer.Begin().Part("if (!writer.TryBeginTable(value, 0, "), type).Part("))").Blank().Deeper("return;");
        else
            EmitPairCount(writer.Begin().Part("writer.BeginTable(0, "), type).Part(");").Blank();
        if (type.Kind.Length > 0)
            writer.Line($"writer.WriteBytes(\"kind\"u8);").Line($"writer.WriteBytes({Literals.Text(type.Kind)}u8);");
        foreach (var member in type.Members)
        {
            if (!member.CanBeNull)
            {
                writer.Line($"writer.WriteField<{member.Type}>({Literals.Text(member.Key)}u8, value.{member.Name});");
                continue;
            }

            writer.Line($"if (field{Bare(member)} is not null)");
            writer.Deeper($"writer.WriteField<{member.Type}>({Literals.Text(member.Key)}u8, field{Bare(member)}{(member.IsNullableValue ? ".Value" : "")});");
        }

        writer.Line("writer.EndTable();").Close();
    }

    /// <summary>How many fields the table has; what is null is left out, as Lua does.</summary>
    private static IndentedWriter EmitPairCount(IndentedWriter writer, PayloadTypeModel type)
    {
        var sure = type.Kind.Length > 0 ? 1 : 0;
        foreach (var member in type.Members)
            sure += member.CanBeNull ? 0 : 1;
        var isFirst = sure == 0 && type.Members.Count > 0;
        if (!isFirst)
            writer.Part($"{sure}");
        foreach (var member in type.Members)
        {
            if (!member.CanBeNull)
                continue;
            writer.Part($"{(isFirst ? "" : " + ")}(field{Bare(member)} is null ? 0 : 1)");
            isFirst = false;
        }

        return writer;
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
            writer.Line($"var has{Bare(member)} = false;");
        writer.Line("var table = reader.BeginTable(out var values, out var pairs);");
        writer.Line($"var made = new {type.Type}();");
        writer.Line($"reader.Keep<{type.Type}?>(table, made);");
        EmitLoop(writer, type, member =>
        {
            writer.Open("if (!reader.TryReadNil())").Line($"made.{member.Name} = reader.Read<{member.Type}>();");
            if (member.Missing == MissingMember.Error)
                writer.Line($"has{Bare(member)} = true;");
            writer.Close();
        });
        foreach (var member in needed)
            writer.Line($"if (!has{Bare(member)})").Deeper($"throw {Missing(type, member)};");
        writer.Line("return made;");
    }

    private static void EmitReadAll(IndentedWriter writer, PayloadTypeModel type)
    {
        foreach (var member in type.Members)
            writer.Line($"{member.Type}? read{Bare(member)} = null;");
        writer.Line("var table = reader.BeginTable(out var values, out var pairs);");
        EmitLoop(writer, type, member =>
        {
            var nil = member.TakesNull || member.Missing != MissingMember.Error ? "reader.TryReadNil() ? null : " : "";
            writer.Line($"read{Bare(member)} = {nil}reader.Read<{member.Type}>();");
        });
        EmitNew(writer, type);
        if (type.IsReference)
            writer.Line($"reader.Keep<{type.Type}?>(table, made);");
        else
            writer.Line("reader.Keep(table, made);");
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
            writer.Open($"{otherwise}if (key.SequenceEqual({Literals.Text(member.Key)}u8))");
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
            if (member.Missing == MissingMember.Error)
                writer.Line($"var field{Bare(member)} = read{Bare(member)} ?? throw {Missing(type, member)};");
            else if (HasDefault(member))
                writer.Line($"var field{Bare(member)} = read{Bare(member)} ?? {member.Default};");
        }

        var set = type.Members.Where(static member => member.InInitializer).ToList();
        if (set.Count == 0)
        {
            EmitCreate(writer.Begin().Part("var made = "), type).Part(";").Blank();
            return;
        }

        if (set.Exists(static member => member.Missing == MissingMember.Initial))
            writer.Line($"{type.Type}? initial = null;");
        EmitCreate(writer.Begin().Part("var made = "), type).Blank().Line("{").Indent();
        foreach (var member in set)
        {
            if (member.Missing == MissingMember.Initial)
                EmitCreate(writer.Begin().Part($"{member.Name} = read{Bare(member)} ?? (initial ??= "), type).Part($"{Required(type)}).{member.Name},").Blank();
            else
                writer.Line($"{member.Name} = {Stem(member)}{Bare(member)},");
        }

        writer.Close("};");
    }

    private static IndentedWriter EmitCreate(IndentedWriter writer, PayloadTypeModel type)
    {
        writer.Part($"new {type.Type}(");
        var separator = "";
        foreach (var index in type.ConstructorMembers)
        {
            writer.Part($"{separator}{Stem(type.Members[index])}{Bare(type.Members[index])}");
            separator = ", ";
        }

        return writer.Part(")");
    }

    /// <summary>The initializer without which C# refuses a new object.</summary>
    private static string Required(PayloadTypeModel type)
    {
        var required = string.Join(", ", type.Members.Where(static member => member.IsRequired).Select(static member => $"{member.Name} = {Stem(member)}{Bare(member)}"));
        return required.Length == 0 ? "" : $" {{ {required} }}";
    }

    private static bool HasDefault(PayloadMemberModel member) => member.Missing == MissingMember.Default && member.Default != "null";

    /// <summary>What the name of the local begins with that has the final value: where there is nothing to do with what was read, it is that.</summary>
    private static string Stem(PayloadMemberModel member) => member.Missing == MissingMember.Error || HasDefault(member) ? "field" : "read";

    private static string Missing(PayloadTypeModel type, PayloadMemberModel member) =>
        $"reader.Missing(table, {Literals.Text(type.Name)}, {Literals.Text(member.Key)})";

    private static string Bare(PayloadMemberModel member) => member.Name.TrimStart('@');
}
