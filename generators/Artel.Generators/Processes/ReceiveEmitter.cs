namespace Artel.Generators;

/// <summary>Writes the switch over the topics.</summary>
internal static class ReceiveEmitter
{
    private const string Done = "global::Artel.BehaviorStep.Done";

    public static void Emit(IndentedWriter writer, ProcessModel process)
    {
        if (process.Handlers.Count == 0)
        {
            writer.Line("global::Artel.BehaviorStep global::Artel.IProcessBehavior.Receive(global::Artel.Message message) => global::Artel.BehaviorStep.NotHandled;");
            return;
        }

        var payload = process.Handlers.SelectMany(static handler => handler.Method.Values).ToList();
        writer.Open("global::Artel.BehaviorStep global::Artel.IProcessBehavior.Receive(global::Artel.Message message)");
        if (payload.Count > 0)
            writer.Line("global::Artel.ProcessException? error;");
        writer.Open("switch (message.Topic)");
        foreach (var handler in process.Handlers.OrderBy(static handler => handler.Topic is null))
        {
            writer.Open(handler.Topic is null ? "default:" : $"case {Literals.Text(handler.Topic)}:");
            EmitHandler(writer, handler);
            writer.Close();
        }

        if (process.Handlers.All(static handler => handler.Topic is not null))
            writer.Line("default:").Deeper("return global::Artel.BehaviorStep.NotHandled;");
        writer.Close().Close();
        if (payload.Count > 0)
            EmitReject(writer.Blank());
        if (payload.Exists(static parameter => parameter.RefusesNull))
            EmitNil(writer.Blank());
    }

    private static void EmitHandler(IndentedWriter writer, HandlerModel handler)
    {
        var index = 0;
        foreach (var parameter in handler.Method.Values)
            EmitPayload(writer, parameter, index++);

        index = 0;
        var call = MethodCall.Expression(handler.Method, "Process", _ => $"payload{index++}");
        switch (handler.Method.Returns)
        {
            case ReturnShape.Nothing:
                writer.Line(call + ";").Line($"return {Done};");
                break;
            case ReturnShape.Task or ReturnShape.ValueTask:
                writer.Line($"return global::Artel.BehaviorStep.From({call});");
                break;
            default:
                writer.Line($"return global::Artel.BehaviorStep.Answer(message, {call});");
                break;
        }
    }

    private static void EmitPayload(IndentedWriter writer, ParameterModel parameter, int index)
    {
        var name = Literals.Text(parameter.Name);
        if (parameter.Default is null)
        {
            writer.Line($"if (!message.TryGet<{parameter.NullableType}>({index}, {name}, out var payload{index}, out error))");
        }
        else
        {
            writer.Line($"{parameter.NullableType} payload{index} = {parameter.Default};");
            writer.Line($"if (message.Count > {index} && !message.TryGet<{parameter.NullableType}>({index}, {name}, out payload{index}, out error))");
        }

        writer.Deeper("return __artelReject(message, error);");
        if (parameter.RefusesNull)
            writer.Line($"if (payload{index} is null)").Deeper($"return __artelReject(message, __artelNil(message, {name}));");
    }

    /// <summary>A message that fits no handler is no reason for the process to end.</summary>
    private static void EmitReject(IndentedWriter writer)
    {
        writer.Open("private global::Artel.BehaviorStep __artelReject(global::Artel.Message message, global::Artel.ProcessException error)");
        writer.Line("Process.Reject(message, error);").Line($"return {Done};");
        writer.Close();
    }

    private static void EmitNil(IndentedWriter writer)
    {
        writer.Line("private static global::Artel.ProcessException __artelNil(global::Artel.Message message, string name) =>");
        writer.Deeper("new(global::Artel.ErrorKind.Invalid, $\"message '{message.Topic}': {name}: nil was given\", retryable: false);");
    }
}
