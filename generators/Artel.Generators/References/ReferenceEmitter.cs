using Microsoft.CodeAnalysis.Text;

namespace Artel.Generators;

/// <summary>Writes a typed reference: a struct with a method for each message.</summary>
internal static class ReferenceEmitter
{
    public const string Reference = "global::Artel.ProcessReference";
    public const string Destination = "global::Artel.Destination";
    private const string Pid = "global::Artel.Pid";

    public static SourceText Emit(ReferenceModel reference)
    {
        var writer = GeneratedFile.Begin();
        if (reference.Namespace.Length > 0)
            writer.Open("namespace " + reference.Namespace);
        EmitType(writer, reference);
        StartEmitter.Emit(writer.Blank(), reference);
        if (reference.Namespace.Length > 0)
            writer.Close();
        return writer.ToSourceText();
    }

    public static string Modifier(bool isPublic) => isPublic ? "public" : "internal";

    /// <summary>The parameters as C# declares them.</summary>
    public static IEnumerable<string> Declarations(EquatableArray<ReferenceParameter> parameters) => parameters.Select(static parameter =>
        $"{parameter.Type} {TypeNames.Identifier(parameter.Name)}{(parameter.Default is null ? "" : " = " + parameter.Default)}");

    /// <summary>Writes the parameters as C# declares them.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="separator">What is before the first one: nothing, or a comma where there are others already.</param>
    /// <returns>What has to be before the next one.</returns>
    public static string EmitDeclarations(IndentedWriter writer, EquatableArray<ReferenceParameter> parameters, string separator)
    {
        foreach (var parameter in parameters)
        {
            writer.Part($"{separator}{parameter.Type} {TypeNames.Identifier(parameter.Name)}");
            if (parameter.Default is not null)
                writer.Part($" = {parameter.Default}");
            separator = ", ";
        }

        return separator;
    }

    /// <summary>Writes the parameters' values as an array.</summary>
    public static void EmitValues(IndentedWriter writer, EquatableArray<ReferenceParameter> parameters)
    {
        var separator = "new object?[] { ";
        foreach (var parameter in parameters)
        {
            writer.Part($"{separator}{TypeNames.Identifier(parameter.Name)}");
            separator = ", ";
        }

        writer.Part(" }");
    }

    /// <summary>A name for a parameter of ours that is none of the author's.</summary>
    public static string Distinct(string name, EquatableArray<ReferenceParameter> parameters)
    {
        while (IsAmong(name, parameters))
            name = "_" + name;
        return name;
    }

    private static bool IsAmong(string name, EquatableArray<ReferenceParameter> parameters)
    {
        foreach (var parameter in parameters)
        {
            if (parameter.Name == name)
                return true;
        }

        return false;
    }

    private static void EmitType(IndentedWriter writer, ReferenceModel reference)
    {
        var type = reference.Type;
        writer.Line($"/// <summary>A process <c>{Literals.Xml(reference.Id)}</c>, its messages as methods, and who they come from: the process or the runtime that it was made with.</summary>");
        writer.Line("/// <remarks>One that a process made is for that process's turns; to others goes the pid. The default value stands for no process.</remarks>");
        writer.Line(GeneratedFile.Attribute);
        writer.Open($"{Modifier(reference.IsPublic)} readonly record struct {type}");
        writer.Line("/// <summary>The definition's id.</summary>");
        writer.Line($"public const string DefinitionId = {Literals.Text(reference.Id)};").Blank();
        writer.Line($"private readonly {Reference} _reference;").Blank();
        writer.Line($"internal {type}({Reference} reference) => _reference = reference;").Blank();
        writer.Line("/// <summary>The pid or the name that it was made for.</summary>");
        writer.Line($"public {Destination} Destination => _reference.Destination;").Blank();
        writer.Line("/// <summary>The pid; for a reference by name, that of the process that has the name now.</summary>");
        writer.Line("/// <exception cref=\"global::Artel.ProcessException\">NOT_FOUND: nobody has the name.</exception>");
        writer.Line($"public {Pid} Pid => _reference.Pid;").Blank();
        writer.Line("/// <summary>Where operations on the process go.</summary>");
        writer.Line("/// <param name=\"reference\">The reference.</param>");
        writer.Line($"public static implicit operator {Destination}({type} reference) => reference._reference.Destination;").Blank();
        writer.Line("/// <summary>The pid, which can be sent to other processes.</summary>");
        writer.Line("/// <param name=\"reference\">The reference.</param>");
        writer.Line("/// <exception cref=\"global::Artel.ProcessException\">NOT_FOUND: it was made for a name that nobody has.</exception>");
        writer.Line($"public static implicit operator {Pid}({type} reference) => reference._reference.Pid;").Blank();
        foreach (var message in reference.Messages)
            EmitMessage(writer, message);
        foreach (var record in reference.Records)
            EmitRecord(writer, record);
        writer.Line("/// <summary>The pid's text or the name.</summary>");
        writer.Line("public override string ToString() => _reference.ToString();");
        writer.Close();
    }

    /// <summary>Writes a record for a table.</summary>
    public static void EmitRecord(IndentedWriter writer, RecordModel record)
    {
        writer.Line("/// <summary>A table of the Lua definition.</summary>");
        foreach (var field in record.Fields)
            writer.Line($"/// <param name=\"{field.Name}\">A field of it.</param>");
        writer.Line($"public sealed record {record.Name}({string.Join(", ", Declarations(ReferenceParameter.Order(record.Fields)))});").Blank();
    }

    private static void EmitMessage(IndentedWriter writer, MessageModel message)
    {
        string timeout = Distinct("timeout", message.Parameters), cancelled = Distinct("cancellationToken", message.Parameters);
        EmitDocumentation(writer, message, timeout, cancelled);
        writer.Begin().Part(Modifier(message.IsPublic));
        if (message.Answer is null)
            writer.Part($" void {message.Name}(");
        else
            writer.Part($" global::System.Threading.Tasks.ValueTask<{message.Answer}> {message.Name}(");
        var separator = EmitDeclarations(writer, message.Parameters, "");
        if (message.Answer is not null)
            writer.Part($"{separator}global::System.TimeSpan? {timeout} = null, global::System.Threading.CancellationToken {cancelled} = default");
        writer.Part(") =>").Blank();

        EmitOperation(writer.Begin(deeper: 1).Part("this._reference."), message);
        writer.Part($"({Literals.Text(message.Topic)}");
        if (message.Parameters.Count == 1)
            writer.Part($", {TypeNames.Identifier(message.Parameters[0].Name)}");
        else if (message.Parameters.Count > 1)
            EmitValues(writer.Part(", "), message.Parameters);
        if (message.Answer is not null)
            writer.Part($", {timeout}, {cancelled}");
        writer.Part(");").Blank().Blank();
    }

    /// <summary>With the payload's type spelled out, so that what arrives is of the declared type and no value is boxed.</summary>
    private static IndentedWriter EmitOperation(IndentedWriter writer, MessageModel message) => (message.Answer, message.Parameters.Count) switch
    {
        (null, 0) => writer.Part("Send"),
        (null, 1) => writer.Part($"Send<{message.Parameters[0].Type}>"),
        (null, _) => writer.Part("SendValues"),
        (_, 0) => writer.Part($"AskAsync<{message.Answer}>"),
        (_, 1) => writer.Part($"AskAsync<{message.Parameters[0].Type}, {message.Answer}>"),
        _ => writer.Part($"AskValuesAsync<{message.Answer}>"),
    };

    private static void EmitDocumentation(IndentedWriter writer, MessageModel message, string timeout, string cancelled)
    {
        var topic = Literals.Xml(message.Topic);
        if (message.Answer is null)
            writer.Line($"/// <summary>Sends <c>{topic}</c>.</summary>");
        else
            writer.Line($"/// <summary>Asks <c>{topic}</c> and waits for the answer.</summary>");
        foreach (var parameter in message.Parameters)
            writer.Line($"/// <param name=\"{parameter.Name}\">{(message.Parameters.Count == 1 ? "The payload." : "A value of the payload.")}</param>");
        if (message.Answer is not null)
        {
            writer.Line($"/// <param name=\"{timeout}\">How long to wait; null for 5 seconds, <see cref=\"global::System.Threading.Timeout.InfiniteTimeSpan\"/> for ever.</param>");
            writer.Line($"/// <param name=\"{cancelled}\">Stops waiting.</param>");
        }

        writer.Line($"/// <exception cref=\"global::Artel.ProcessException\">NOT_FOUND: it has ended; PERMISSION_DENIED, UNAVAILABLE, RATE_LIMITED{(message.Answer is null ? "" : ", TIMEOUT; or the error of the other side")}.</exception>");
        if (message.Answer is not null)
            writer.Line("/// <exception cref=\"global::System.OperationCanceledException\">The token fired.</exception>");
    }
}
