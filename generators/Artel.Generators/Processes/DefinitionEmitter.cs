using System.Globalization;

namespace Artel.Generators;

/// <summary>Writes the definition of a process class and the factory in it.</summary>
internal static class DefinitionEmitter
{
    public static void Emit(IndentedWriter writer, ProcessModel process)
    {
        writer.Line("static global::Artel.ProcessDefinition global::Artel.IProcess.Definition => __artelDefinition;").Blank();
        writer.Open($"private static readonly global::Artel.ProcessDefinition __artelDefinition = new({Literals.Text(process.Id)}, static activation => __artelCreate(activation))");
        writer.Line("Language = \"C#\",");
        EmitTopics(writer, process.Handlers);
        writer.Line($"Permissions = {Permissions(process.Permissions)},");
        if (process.MaxMailboxLength > 0)
            writer.Line($"MaxMailboxLength = {process.MaxMailboxLength.ToString(CultureInfo.InvariantCulture)},");
        if (process.Host is not null)
            writer.Line($"Host = {Literals.Text(process.Host)},");
        writer.Line($"IsSynchronous = {Literals.Boolean(IsSynchronous(process))},");
        if (process.Main is not null)
            writer.Line("ReceivesByChannels = true,");
        writer.Line($"EndsWhenCancelled = {Literals.Boolean(EndsWhenCancelled(process))},");
        writer.Close("};").Blank();
        EmitCreate(writer, process);
    }

    private static void EmitTopics(IndentedWriter writer, EquatableArray<HandlerModel> handlers)
    {
        var separator = "Topics = new string[] { ";
        foreach (var handler in handlers)
        {
            if (handler.Topic is not { } topic)
                continue;
            // A line is begun only where there is something in it.
            (separator == ", " ? writer : writer.Begin()).Part($"{separator}{Literals.Text(topic)}");
            separator = ", ";
        }

        if (separator == ", ")
            writer.Part(" },").Blank();
    }

    /// <summary>The expression for a list of permissions.</summary>
    public static string Permissions(EquatableArray<PermissionModel> permissions)
    {
        const string type = "global::Artel.PermissionDeclaration";
        if (permissions.Count == 0)
            return $"global::System.Array.Empty<{type}>()";
        var items = permissions.Select(static permission => $"new({Literals.Text(permission.Action)}, {Literals.Text(permission.Resource)})");
        return $"new {type}[] {{ {string.Join(", ", items)} }}";
    }

    /// <summary>The arguments are read here, before the process starts, so that a wrong one is an error of the spawn.</summary>
    private static void EmitCreate(IndentedWriter writer, ProcessModel process)
    {
        writer.Open($"private static {process.Type} __artelCreate(global::Artel.ProcessActivation activation)");
        var arguments = ProcessEmitter.MainArguments(process).ToList();
        var end = arguments.Count == 0 ? ";" : "";
        if (process.ConstructorArguments.Count == 0)
        {
            writer.Line($"return new {process.Type}(){end}");
        }
        else
        {
            writer.Line($"return new {process.Type}(").Indent();
            for (var i = 0; i < process.ConstructorArguments.Count; i++)
                writer.Line(process.ConstructorArguments[i] + (i < process.ConstructorArguments.Count - 1 ? "," : ")" + end));
            writer.Unindent();
        }

        if (arguments.Count > 0)
        {
            writer.Line("{").Indent();
            foreach (var (parameter, index) in arguments)
                writer.Line($"{ProcessEmitter.MainArgument(index)} = {SpawnArgument.Expression(parameter, process.ConstructorParameters.Count + index)},");
            writer.Close("};");
        }

        writer.Close();
    }

    private static bool IsSynchronous(ProcessModel process) =>
        process.Main is null
        && !process.Handlers.Any(static handler => handler.Method.MayAwait)
        && !process.Events.Any(static handler => handler.Method.MayAwait);

    private static bool EndsWhenCancelled(ProcessModel process) =>
        process.Main is null && !process.Events.Any(static handler => handler.EventType == "global::Artel.CancelEvent");
}
