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

    /// <summary>A name for a parameter of ours that is none of the author's.</summary>
    public static string Distinct(string name, EquatableArray<ReferenceParameter> parameters)
    {
        while (parameters.Any(parameter => parameter.Name == name))
            name = "_" + name;
        return name;
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
        var declarations = Declarations(message.Parameters);
        if (message.Answer is not null)
        {
            declarations = declarations.Append($"global::System.TimeSpan? {timeout} = null")
                .Append($"global::System.Threading.CancellationToken {cancelled} = default");
        }

        var returns = message.Answer is null ? "void" : $"global::System.Threading.Tasks.ValueTask<{message.Answer}>";
        writer.Line($"{Modifier(message.IsPublic)} {returns} {message.Name}({string.Join(", ", declarations)}) =>");
        var values = message.Parameters.Select(static parameter => TypeNames.Identifier(parameter.Name)).ToList();
        List<string> arguments = [Literals.Text(message.Topic)];
        if (values.Count == 1)
            arguments.Add(values[0]);
        else if (values.Count > 1)
            arguments.Add($"new object?[] {{ {string.Join(", ", values)} }}");
        if (message.Answer is not null)
            arguments.AddRange([timeout, cancelled]);
        writer.Deeper($"this._reference.{Operation(message)}({string.Join(", ", arguments)});").Blank();
    }

    /// <summary>With the payload's type spelled out, so that what arrives is of the declared type and no value is boxed.</summary>
    private static string Operation(MessageModel message) => (message.Answer, message.Parameters.Count) switch
    {
        (null, 0) => "Send",
        (null, 1) => $"Send<{message.Parameters[0].Type}>",
        (null, _) => "SendValues",
        (_, 0) => $"AskAsync<{message.Answer}>",
        (_, 1) => $"AskAsync<{message.Parameters[0].Type}, {message.Answer}>",
        _ => $"AskValuesAsync<{message.Answer}>",
    };

    private static void EmitDocumentation(IndentedWriter writer, MessageModel message, string timeout, string cancelled)
    {
        var topic = $"<c>{Literals.Xml(message.Topic)}</c>";
        writer.Line(message.Answer is null
            ? $"/// <summary>Sends {topic}.</summary>"
            : $"/// <summary>Asks {topic} and waits for the answer.</summary>");
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
