namespace Artel.Generators;

/// <summary>Writes what makes a reference: extensions of the process, the spawner and the runtime.</summary>
internal static class StartEmitter
{
    private static readonly (string Name, string Type)[] Owners =
        [("process", "global::Artel.ProcessContext"), ("spawner", "global::Artel.Spawner"), ("runtime", "global::Artel.ArtelRuntime")];

    public static void Emit(IndentedWriter writer, ReferenceModel reference)
    {
        writer.Line($"/// <summary>Makes a <see cref=\"{reference.Type}\"/>.</summary>");
        writer.Line(GeneratedFile.Attribute);
        writer.Open($"{ReferenceEmitter.Modifier(reference.IsPublic)} static class {reference.Type}Extensions");
        foreach (var owner in Owners)
        {
            if (owner.Name != "spawner")
                EmitGet(writer, reference, owner);
        }

        if (reference.Start is { } start)
        {
            foreach (var owner in Owners)
                EmitSpawn(writer, reference, start, owner);
            foreach (var owner in Owners)
            {
                if (start.Result is not null && owner.Name != "spawner")
                    EmitExec(writer, reference, start, owner);
            }
        }

        writer.TrimBlank().Close();
    }

    private static void EmitGet(IndentedWriter writer, ReferenceModel reference, (string Name, string Type) owner)
    {
        writer.Line($"/// <summary>A reference to a process that is there already. Whether it is a <c>{Literals.Xml(reference.Id)}</c> is not looked at.</summary>");
        writer.Line($"/// <param name=\"{owner.Name}\">Who speaks to it.</param>");
        writer.Line("/// <param name=\"destination\">A pid, a pid's text or a name; one by name goes to whoever has the name at the time.</param>");
        writer.Line($"public static {reference.Type} Get{reference.Name}(this {owner.Type} {owner.Name}, {ReferenceEmitter.Destination} destination) =>");
        writer.Deeper($"new(new {ReferenceEmitter.Reference}({owner.Name}, destination));").Blank();
    }

    private static void EmitSpawn(IndentedWriter writer, ReferenceModel reference, StartModel start, (string Name, string Type) owner)
    {
        string who = ReferenceEmitter.Distinct(owner.Name, start.Parameters), host = ReferenceEmitter.Distinct("host", start.Parameters);
        var relation = owner.Name == "runtime" ? null : ReferenceEmitter.Distinct("relation", start.Parameters);
        writer.Line($"/// <summary>Starts a <c>{Literals.Xml(reference.Id)}</c>.</summary>");
        writer.Line($"/// <param name=\"{who}\">Who starts it and speaks to it.</param>");
        EmitDocumentation(writer, start, host);
        if (relation is not null)
            writer.Line($"/// <param name=\"{relation}\">Whether it is monitored and linked from its first moment.</param>");
        EmitErrors(writer, "or the definition's own error");

        writer.Begin().Part($"{ReferenceEmitter.Modifier(start.IsPublic)} static {reference.Type} Spawn{reference.Name}(");
        EmitDeclarations(writer, start, owner, who, host);
        if (relation is not null)
            writer.Part($", global::Artel.SpawnRelation {relation} = global::Artel.SpawnRelation.None");
        writer.Part(") =>").Blank();
        EmitValues(writer.Begin(deeper: 1).Part($"new({ReferenceEmitter.Reference}.Spawn({who}, {reference.Type}.DefinitionId, {host}, "), start);
        if (relation is not null)
            writer.Part($", {relation}");
        writer.Part("));").Blank().Blank();
    }

    private static void EmitExec(IndentedWriter writer, ReferenceModel reference, StartModel start, (string Name, string Type) owner)
    {
        string who = ReferenceEmitter.Distinct(owner.Name, start.Parameters), host = ReferenceEmitter.Distinct("host", start.Parameters);
        writer.Line($"/// <summary>Starts a <c>{Literals.Xml(reference.Id)}</c> and waits for its result.</summary>");
        writer.Line($"/// <param name=\"{who}\">Who starts it.</param>");
        EmitDocumentation(writer, start, host);
        EmitErrors(writer, "or the error that the process ended with");
        writer.Begin().Part($"{ReferenceEmitter.Modifier(start is { IsPublic: true, IsResultPublic: true })} static global::System.Threading.Tasks.Task<{start.Result}> Exec{reference.Name}Async(");
        EmitDeclarations(writer, start, owner, who, host);
        writer.Part(") =>").Blank();
        EmitValues(writer.Begin(deeper: 1).Part($"{who}.ExecAsync<{start.Result}>({reference.Type}.DefinitionId, {host}, "), start);
        writer.Part(");").Blank().Blank();
    }

    private static void EmitDeclarations(IndentedWriter writer, StartModel start, (string Name, string Type) owner, string who, string host) =>
        ReferenceEmitter.EmitDeclarations(writer.Part($"this {owner.Type} {who}, string {host}"), start.Parameters, ", ");

    private static void EmitValues(IndentedWriter writer, StartModel start)
    {
        if (start.Parameters.Count == 0)
            writer.Part("global::System.Array.Empty<object?>()");
        else
            ReferenceEmitter.EmitValues(writer, start.Parameters);
    }

    private static void EmitDocumentation(IndentedWriter writer, StartModel start, string host)
    {
        writer.Line($"/// <param name=\"{host}\">The id of the host that runs it.</param>");
        foreach (var parameter in start.Parameters)
            writer.Line($"/// <param name=\"{parameter.Name}\">An argument of the process.</param>");
    }

    private static void EmitErrors(IndentedWriter writer, string own) => writer.Line(
        $"/// <exception cref=\"global::Artel.ProcessException\">INVALID, PERMISSION_DENIED, NOT_FOUND (definition or host), UNAVAILABLE, RATE_LIMITED; {own}.</exception>");
}
