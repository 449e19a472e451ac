namespace Artel.Generators;

/// <summary>What a method gives back.</summary>
internal enum ReturnShape
{
    Nothing,
    Value,
    Task,
    TaskOfValue,
    ValueTask,
    ValueTaskOfValue,
}

/// <summary>Where a parameter's value comes from.</summary>
internal enum ParameterSource
{
    /// <summary>A value of the message's payload, or an argument of the spawn.</summary>
    Value,
    Message,

    /// <summary>Who sent the message.</summary>
    Sender,
    Event,
    Process,
    Cancelled,
}

/// <summary>A parameter of a method that the dispatch calls.</summary>
/// <param name="Source">Where its value comes from.</param>
/// <param name="Name">Its name, as errors show it.</param>
/// <param name="Type">Its type, as declared.</param>
/// <param name="NullableType">Its type so that null fits in, where null may come; else <paramref name="Type"/>.</param>
/// <param name="RefusesNull">Whether null, though the type could hold it, is a wrong value; of a sender, whether there has to be one.</param>
/// <param name="Default">The expression for a value that was not given; null when there has to be one.</param>
/// <param name="Access">From where its type can be named.</param>
internal sealed record ParameterModel(
    ParameterSource Source, string Name, string Type, string NullableType, bool RefusesNull, string? Default, Access Access);

/// <summary>A method that the dispatch calls.</summary>
/// <param name="Name">Its name, as an identifier.</param>
/// <param name="Returns">What it gives back.</param>
/// <param name="MayAwait">Whether it may go on after it has returned.</param>
/// <param name="Parameters">Its parameters in order.</param>
/// <param name="Answer">The type of the value that it gives back, as declared; null for none.</param>
/// <param name="AnswerAccess">From where that type can be named.</param>
internal sealed record MethodModel(
    string Name, ReturnShape Returns, bool MayAwait, EquatableArray<ParameterModel> Parameters, string? Answer, Access AnswerAccess)
{
    /// <summary>The parameters that are payload values or arguments of the spawn.</summary>
    public IEnumerable<ParameterModel> Values => Parameters.Where(static parameter => parameter.Source == ParameterSource.Value);
}

/// <summary>A method that handles messages.</summary>
/// <param name="Topic">The topic; null for those that no other method handles.</param>
/// <param name="Method">The method.</param>
internal sealed record HandlerModel(string? Topic, MethodModel Method);

/// <summary>A method that handles events.</summary>
/// <param name="EventType">The event's type, fully qualified.</param>
/// <param name="Method">The method.</param>
internal sealed record EventHandlerModel(string EventType, MethodModel Method);
