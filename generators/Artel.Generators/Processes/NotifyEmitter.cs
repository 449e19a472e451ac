namespace Artel.Generators;

/// <summary>Writes the switch over the events.</summary>
internal static class NotifyEmitter
{
    public static void Emit(IndentedWriter writer, ProcessModel process)
    {
        const string signature = "global::Artel.BehaviorStep global::Artel.IProcessBehavior.Notify(global::Artel.ProcessEvent processEvent)";
        if (process.Events.Count == 0)
        {
            writer.Line(signature + " => global::Artel.BehaviorStep.NotHandled;");
            return;
        }

        writer.Open(signature);
        writer.Open("switch (processEvent)");
        foreach (var handler in process.Events)
            EmitHandler(writer, handler);
        writer.Line("default:").Deeper("return global::Artel.BehaviorStep.NotHandled;");
        writer.Close().Close();
    }

    private static void EmitHandler(IndentedWriter writer, EventHandlerModel handler)
    {
        var takesEvent = handler.Method.Parameters.Any(static parameter => parameter.Source == ParameterSource.Event);
        writer.Line($"case {handler.EventType}{(takesEvent ? " occurred" : "")}:").Indent();
        writer.Begin().Part(handler.Method.Returns == ReturnShape.Nothing ? "" : "return global::Artel.BehaviorStep.From(");
        MethodCall.Emit(writer, handler.Method, "Process", "");
        if (handler.Method.Returns == ReturnShape.Nothing)
            writer.Part(";").Blank().Line("return global::Artel.BehaviorStep.Done;");
        else
            writer.Part(");").Blank();
        writer.Unindent();
    }
}
