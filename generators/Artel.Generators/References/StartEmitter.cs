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
        foreach (var owner in Owners.Where(static owner => owner.Name != "spawner"))
            EmitGet(writer, reference, owner);
        if (reference.Start is { } start)
        {
            foreach (var owner in Owners)
                EmitSpawn(writer, reference, start, owner);
            foreach (var owner in Owners.Where(owner => start.Result is not null && owner.Name != "spawner"))
                EmitExec(writer, reference, start, owner);
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

        var declarations = Declarations(start, owner, who, host);
        var arguments = $"{who}, {reference.Type}.DefinitionId, {host}, {Values(start)}";
        if (relation is not null)
        {
            declarations = declarations.Append($"global::Artel.SpawnRelation {relation} = global::Artel.SpawnRelation.None");
            arguments += ", " + relation;
        }

        writer.Line($"{ReferenceEmitter.Modifier(start.IsPublic)} static {reference.Type} Spawn{reference.Name}({string.Join(", ", declarations)}) =>");
        writer.Deeper($"new({ReferenceEmitter.Reference}.Spawn({arguments}));").Blank();
    }

    private static void EmitExec(IndentedWriter writer, ReferenceModel reference, StartModel start, (string Name, string Type) owner)
    {
        string who = ReferenceEmitter.Distinct(owner.Name, start.Parameters), host = ReferenceEmitter.Distinct("host", start.Parameters);
        writer.Line($"/// <summary>Starts a <c>{Literals.Xml(reference.Id)}</c> and waits for its result.</summary>");
        writer.Line($"/// <param name=\"{who}\">Who starts it.</param>");
        EmitDocumentation(writer, start, host);
        EmitErrors(writer, "or the error that the process ended with");
        writer.Line($"{ReferenceEmitter.Modifier(start is { IsPublic: true, IsResultPublic: true })} static global::System.Threading.Tasks.Task<{start.Result}> Exec{reference.Name}Async({string.Join(", ", Declarations(start, owner, who, host))}) =>");
        writer.Deeper($"{who}.ExecAsync<{start.Result}>({reference.Type}.DefinitionId, {host}, {Values(start)});").Blank();
    }

    private static IEnumerable<string> Declarations(StartModel start, (string Name, string Type) owner, string who, string host) =>
        new[] { $"this {owner.Type} {who}", $"string {host}" }.Concat(ReferenceEmitter.Declarations(start.Parameters));

    private static string Values(StartModel start) => start.Parameters.Count == 0
        ? "global::System.Array.Empty<object?>()"
        : $"new object?[] {{ {string.Join(", ", start.Parameters.Select(static parameter => TypeNames.Identifier(parameter.Name)))} }}";

    private static void EmitDocumentation(IndentedWriter writer, StartModel start, string host)
    {
        writer.Line($"/// <param name=\"{host}\">The id of the host that runs it.</param>");
        foreach (var parameter in start.Parameters)
            writer.Line($"/// <param name=\"{parameter.Name}\">An argument of the process.</param>");
    }

    private static void EmitErrors(IndentedWriter writer, string own) => writer.Line(
        $"/// <exception cref=\"global::Artel.ProcessException\">INVALID, PERMISSION_DENIED, NOT_FOUND (definition or host), UNAVAILABLE, RATE_LIMITED; {own}.</exception>");
}
